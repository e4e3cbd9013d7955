// question: Make people children and not carers, and replace their properties.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Person {uid: row.uid})
SET n:Child
REMOVE n:Carer
SET n = row.properties
