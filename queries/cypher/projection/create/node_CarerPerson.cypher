// question: Write nodes labelled Carer, Person.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Carer:Person)
SET n = row.properties
