// question: Write edges of the type INVOLVED_WITH from Person to Service.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Service {uid: row.end})
CREATE (a)-[e:INVOLVED_WITH]->(b)
SET e = row.properties
