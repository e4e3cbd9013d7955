// question: Write edges of the type RUN_BY from Service to Agency.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Service {uid: row.start})
MATCH (b:Agency {uid: row.end})
CREATE (a)-[e:RUN_BY]->(b)
SET e = row.properties
