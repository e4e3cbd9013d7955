// question: Replace the properties of FamilyFile nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:FamilyFile {uid: row.uid})
SET n = row.properties
