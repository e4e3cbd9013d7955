// question: Make people carers and not children, and replace their properties.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Person {uid: row.uid})
SET n:Carer
REMOVE n:Child
SET n = row.properties
