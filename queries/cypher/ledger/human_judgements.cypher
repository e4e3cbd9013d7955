// question: Which judgements of people stand?
// columns: left string, right string, verdict string
MATCH (j:Judgement {human: true})
WHERE j.current
RETURN j.left AS left, j.right AS right, j.verdict AS verdict
ORDER BY left, right
