// question: Write judgements.
// parameters: rows list
UNWIND $rows AS row
CREATE (j:Judgement)
SET j = row.properties
