// question: Write nodes labelled Professional.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Professional)
SET n = row.properties
