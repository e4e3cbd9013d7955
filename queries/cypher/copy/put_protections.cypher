// question: Write protections as they were copied.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Protection)
SET n = row.properties
