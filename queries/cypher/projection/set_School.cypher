// question: Replace the properties of School nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:School {uid: row.uid})
SET n = row.properties
