// question: Write edges of the type RELATED_TO from Person to Person.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Person {uid: row.end})
CREATE (a)-[e:RELATED_TO]->(b)
SET e = row.properties
