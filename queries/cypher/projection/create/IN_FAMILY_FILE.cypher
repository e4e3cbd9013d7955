// question: Write edges of the type IN_FAMILY_FILE from Person to FamilyFile.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:FamilyFile {uid: row.end})
CREATE (a)-[:IN_FAMILY_FILE {
  key: row.properties.key, guard: row.properties.guard, record: row.properties.record,
  feed: row.properties.feed, agency: row.properties.agency, first_seen: row.properties.first_seen,
  last_seen: row.properties.last_seen, withdrawn: row.properties.withdrawn, `from`: row.properties.`from`,
  to: row.properties.to
}]->(b)
