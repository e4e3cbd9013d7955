// question: Write edges of the type ATTENDS from Person to School.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:School {uid: row.end})
CREATE (a)-[:ATTENDS {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  status: row.status, end_reason: row.end_reason
}]->(b)
