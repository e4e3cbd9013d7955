// question: Write edges of the type RELATED_TO from Person to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[:RELATED_TO {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  relationship: row.relationship
}]->(b)
