// question: Write edges of the type IN_FAMILY_FILE from Person to FamilyFile.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:FamilyFile {uid: row.end})
CREATE (a)-[:IN_FAMILY_FILE {
  key: row.key, guard: row.guard, record: row.record, feed: row.feed, agency: row.agency,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, `from`: row.`from`, to: row.to
}]->(b)
