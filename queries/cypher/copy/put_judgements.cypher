// question: Write judgements as they were copied.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Judgement)
SET n = row.properties, n.current = true, n.superseded_on = null
