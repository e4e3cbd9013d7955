// question: Mark the judgements of people on these pairs as no longer standing.
// parameters: rows list, on date
UNWIND $rows AS row
MATCH (j:Judgement {left: row.left})
WHERE j.right = row.right AND j.current AND j.human
SET j.current = false, j.superseded_on = $on
