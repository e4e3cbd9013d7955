// question: Replace the properties of Professional nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Professional {uid: row.uid})
SET n = row.properties
