// question: Write edges of the type IN_FAMILY_FILE from Person to FamilyFile.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Person {uid: row.start})
MATCH (b:FamilyFile {uid: row.end})
CREATE (a)-[e:IN_FAMILY_FILE]->(b)
SET e = row.properties
