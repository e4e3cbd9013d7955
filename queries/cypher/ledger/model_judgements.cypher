// question: Which verdicts of the model stand?
// columns: left string, right string, verdict string, by string, weight float
MATCH (j:Judgement)
WHERE j.current AND NOT j.human
RETURN j.left AS left, j.right AS right, j.verdict AS verdict, j.by AS by, j.weight AS weight
