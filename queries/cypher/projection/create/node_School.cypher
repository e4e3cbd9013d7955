// question: Write nodes labelled School.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:School {
  uid: row.uid, guard: row.guard, urn: row.urn, name: row.name, laestab: row.laestab, phase: row.phase,
  status: row.status, telephone: row.telephone, email: row.email, postcode: row.postcode,
  safeguarding_lead: row.safeguarding_lead, safeguarding_telephone: row.safeguarding_telephone,
  predecessor_urn: row.predecessor_urn, predecessor_urns: row.predecessor_urns, successor_urns: row.successor_urns,
  opened: row.opened, closed: row.closed, local_authority: row.local_authority, kind: row.kind
})
