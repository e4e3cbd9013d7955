// question: Write edges of the type RUN_BY from Service to Agency.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Service {uid: row.start})
MATCH (b:Agency {uid: row.end})
CREATE (a)-[:RUN_BY {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn
}]->(b)
