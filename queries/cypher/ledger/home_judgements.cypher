// question: Which decisions of people on homes stand, those left out that were taken back?
// columns: left string, right string, verdict string
MATCH (j:HomeJudgement {current: true})
WHERE j.verdict <> 'undone'
RETURN j.left AS left, j.right AS right, j.verdict AS verdict
ORDER BY left, right
