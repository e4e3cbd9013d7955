// question: Write edges of the type WORKS_WITH from Professional to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Professional {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[:WORKS_WITH {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn, `from`: row.properties.`from`,
  to: row.properties.to, role: row.properties.role, lead: row.properties.lead,
  service: row.properties.service
}]->(b)
