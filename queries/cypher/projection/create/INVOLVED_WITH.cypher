// question: Write edges of the type INVOLVED_WITH from Person to Service.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Service {uid: row.end})
CREATE (a)-[:INVOLVED_WITH {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn, `from`: row.properties.`from`,
  to: row.properties.to, kind: row.properties.kind, status: row.properties.status,
  category: row.properties.category, legal_status: row.properties.legal_status,
  responsible_authority: row.properties.responsible_authority,
  source_of_referral: row.properties.source_of_referral, last_contact: row.properties.last_contact,
  last_seen_alone: row.properties.last_seen_alone, case: row.properties.case,
  end_reason: row.properties.end_reason
}]->(b)
