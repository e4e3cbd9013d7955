// question: On what does each of these pairs, which the model left open, rest?
// parameters: pairs list
// columns: pair string, reason string?, evidence string?
UNWIND $pairs AS pair
MATCH (j:Judgement {pair: pair})
WHERE j.verdict = 'unsure' AND j.current AND NOT j.human
RETURN DISTINCT pair, j.reason AS reason, j.evidence AS evidence
