// question: Write nodes labelled Address.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Address)
SET n = row.properties
