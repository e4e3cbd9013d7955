// question: Replace the properties of Agency nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Agency {uid: row.uid})
SET n = row.properties
