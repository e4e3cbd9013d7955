// question: Replace the properties of Address nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Address {uid: row.uid})
SET n = row.properties
