// question: Write edges of the type WORKS_FOR from Professional to School.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Professional {uid: row.start})
MATCH (b:School {uid: row.end})
CREATE (a)-[:WORKS_FOR {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn
}]->(b)
