// question: Write edges of the type WORKS_WITH from Professional to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Professional {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[:WORKS_WITH {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to,
  role: row.role, lead: row.lead, service: row.service
}]->(b)
