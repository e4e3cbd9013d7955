// question: Replace the properties of Person nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Person {uid: row.uid})
SET n = row.properties
