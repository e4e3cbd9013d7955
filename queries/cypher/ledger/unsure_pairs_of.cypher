// question: Which pairs with one of these records has the model left open?
// parameters: keys list
// columns: pair string, left string, right string, weight float, since date
UNWIND $keys AS key
CALL (key) {
  MATCH (j:Judgement {left: key})
  WHERE j.verdict = 'unsure' AND j.current AND NOT j.human
  RETURN j
  UNION
  MATCH (j:Judgement {right: key})
  WHERE j.verdict = 'unsure' AND j.current AND NOT j.human
  RETURN j
}
RETURN DISTINCT j.pair AS pair, j.left AS left, j.right AS right, j.weight AS weight, j.on AS since
