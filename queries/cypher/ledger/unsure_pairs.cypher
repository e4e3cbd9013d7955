// question: Which pairs of records has the model left open?
// columns: pair string, left string, right string, weight float, since date
MATCH (j:Judgement {verdict: 'unsure'})
WHERE j.current AND NOT j.human
RETURN j.pair AS pair, j.left AS left, j.right AS right, j.weight AS weight, j.on AS since
