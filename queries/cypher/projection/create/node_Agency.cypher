// question: Write nodes labelled Agency.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Agency)
SET n = row.properties
