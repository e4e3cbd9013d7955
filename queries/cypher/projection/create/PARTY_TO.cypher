// question: Write edges of the type PARTY_TO from Person to Event.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Event {uid: row.end})
CREATE (a)-[:PARTY_TO {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn, `from`: row.properties.`from`,
  to: row.properties.to, role: row.properties.role, place: row.properties.place
}]->(b)
