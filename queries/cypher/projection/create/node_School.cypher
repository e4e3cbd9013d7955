// question: Write nodes labelled School.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:School)
SET n = row.properties
