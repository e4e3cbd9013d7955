// question: Write edges of the type PARENT_OF from Person to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[e:PARENT_OF]->(b)
SET e = row.properties
