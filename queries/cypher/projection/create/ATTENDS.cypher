// question: Write edges of the type ATTENDS from Person to School.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:School {uid: row.end})
CREATE (a)-[e:ATTENDS]->(b)
SET e = row.properties
