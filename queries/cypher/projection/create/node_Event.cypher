// question: Write nodes labelled Event.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Event)
SET n = row.properties
