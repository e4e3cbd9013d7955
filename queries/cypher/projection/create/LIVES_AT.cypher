// question: Write edges of the type LIVES_AT from Person to Address.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Address {uid: row.end})
CREATE (a)-[:LIVES_AT {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  kind: row.kind, last_confirmed: row.last_confirmed, provider: row.provider, school_told: row.school_told,
  gp_told: row.gp_told
}]->(b)
