// question: Which judgements of people stand?
// columns: left string, right string, verdict string
MATCH (j:Judgement)
WHERE j.human AND j.current
RETURN j.left AS left, j.right AS right, j.verdict AS verdict
ORDER BY left, right
