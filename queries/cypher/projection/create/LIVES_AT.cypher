// question: Write edges of the type LIVES_AT from Person to Address.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Address {uid: row.end})
CREATE (a)-[:LIVES_AT {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn, `from`: row.properties.`from`,
  to: row.properties.to, kind: row.properties.kind, last_confirmed: row.properties.last_confirmed,
  provider: row.properties.provider, school_told: row.properties.school_told, gp_told: row.properties.gp_told
}]->(b)
