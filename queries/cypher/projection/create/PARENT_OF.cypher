// question: Write edges of the type PARENT_OF from Person to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[:PARENT_OF {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  kind: row.kind
}]->(b)
