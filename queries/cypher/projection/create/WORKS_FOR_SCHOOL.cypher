// question: Write edges of the type WORKS_FOR from Professional to School.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Professional {uid: row.start})
MATCH (b:School {uid: row.end})
CREATE (a)-[:WORKS_FOR {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn
}]->(b)
