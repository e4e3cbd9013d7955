// question: Write edges of the type LIVES_AT from Person to Address.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Address {uid: row.end})
CREATE (a)-[e:LIVES_AT]->(b)
SET e = row.properties
