// question: Write edges of the type PARTY_TO from Person to Event.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Event {uid: row.end})
CREATE (a)-[:PARTY_TO {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  role: row.role, place: row.place
}]->(b)
