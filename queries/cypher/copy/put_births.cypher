// question: Write births as they were copied.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Birth)
SET n = row.properties
