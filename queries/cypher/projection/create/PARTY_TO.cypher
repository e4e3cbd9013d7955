// question: Write edges of the type PARTY_TO from Person to Event.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:Event {uid: row.end})
CREATE (a)-[e:PARTY_TO]->(b)
SET e = row.properties
