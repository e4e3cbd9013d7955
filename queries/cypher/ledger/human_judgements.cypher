// question: Which judgements of people stand, those left out that were taken back?
// columns: left string, right string, verdict string
MATCH (j:Judgement {human: true})
WHERE j.current AND j.verdict <> 'undone'
RETURN j.left AS left, j.right AS right, j.verdict AS verdict
ORDER BY left, right
