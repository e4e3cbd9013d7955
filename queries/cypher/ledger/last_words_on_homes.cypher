// question: What was the last word of a person on these pairs of homes?
// parameters: rows list
// columns: left string, right string, judgement string, verdict string
UNWIND $rows AS row
MATCH (j:HomeJudgement {left: row.left})
WHERE j.right = row.right AND j.current
RETURN row.left AS left, row.right AS right, j.uid AS judgement, j.verdict AS verdict
