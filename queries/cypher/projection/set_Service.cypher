// question: Replace the properties of Service nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Service {uid: row.uid})
SET n = row.properties
