// question: Write edges of the type DESCRIBES from Record to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Record {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[:DESCRIBES {
  guard: row.guard
}]->(b)
