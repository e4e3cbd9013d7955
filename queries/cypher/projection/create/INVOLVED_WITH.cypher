// question: Write edges of the type INVOLVED_WITH from Person to Service.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Service {uid: row.end})
CREATE (a)-[:INVOLVED_WITH {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  kind: row.kind, status: row.status, category: row.category, legal_status: row.legal_status,
  responsible_authority: row.responsible_authority, source_of_referral: row.source_of_referral,
  last_contact: row.last_contact, last_seen_alone: row.last_seen_alone, case: row.case, place: row.place,
  end_reason: row.end_reason
}]->(b)
