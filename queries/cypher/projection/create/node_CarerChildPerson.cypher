// question: Write nodes labelled Child, Carer, Person.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Child:Carer:Person)
SET n = row.properties
