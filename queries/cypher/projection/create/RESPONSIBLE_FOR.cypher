// question: Write edges of the type RESPONSIBLE_FOR from Person to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[e:RESPONSIBLE_FOR]->(b)
SET e = row.properties
