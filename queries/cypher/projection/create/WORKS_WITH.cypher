// question: Write edges of the type WORKS_WITH from Professional to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Professional {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[e:WORKS_WITH]->(b)
SET e = row.properties
