// question: Write nodes labelled Service.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Service)
SET n = row.properties
