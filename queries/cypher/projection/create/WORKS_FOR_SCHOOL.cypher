// question: Write edges of the type WORKS_FOR from Professional to School.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Professional {uid: row.start})
MATCH (b:School {uid: row.end})
CREATE (a)-[e:WORKS_FOR]->(b)
SET e = row.properties
