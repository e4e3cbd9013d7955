// question: Write edges of the type ATTENDS from Person to School.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:School {uid: row.end})
CREATE (a)-[:ATTENDS {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn, `from`: row.properties.`from`,
  to: row.properties.to, status: row.properties.status, end_reason: row.properties.end_reason
}]->(b)
