// question: Make people both child and carer, and replace their properties.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Person {uid: row.uid})
SET n:Child:Carer
SET n = row.properties
