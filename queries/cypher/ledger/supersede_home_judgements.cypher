// question: Mark the decisions of people on these pairs of homes as no longer standing.
// parameters: rows list, on date
UNWIND $rows AS row
MATCH (j:HomeJudgement {left: row.left})
WHERE j.right = row.right AND j.current
SET j.current = false, j.superseded_on = $on
