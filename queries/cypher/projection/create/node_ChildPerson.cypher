// question: Write nodes labelled Child, Person.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Child:Person)
SET n = row.properties
