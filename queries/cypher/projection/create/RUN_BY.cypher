// question: Write edges of the type RUN_BY from Service to Agency.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Service {uid: row.start})
MATCH (b:Agency {uid: row.end})
CREATE (a)-[:RUN_BY {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn
}]->(b)
