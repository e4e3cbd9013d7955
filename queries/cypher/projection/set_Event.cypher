// question: Replace the properties of Event nodes.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Event {uid: row.uid})
SET n = row.properties
