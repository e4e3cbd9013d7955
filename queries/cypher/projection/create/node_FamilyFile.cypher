// question: Write nodes labelled FamilyFile.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:FamilyFile)
SET n = row.properties
