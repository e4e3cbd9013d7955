// question: Write decisions on homes as they were copied.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:HomeJudgement)
SET n = row.properties, n.current = true, n.superseded_on = null
