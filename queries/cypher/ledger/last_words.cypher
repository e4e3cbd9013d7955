// question: What was the last word of a person on each pair of records, if it stands, and on which day?
// columns: left string, right string, verdict string, on date
MATCH (j:Judgement {human: true})
WHERE j.current AND j.verdict <> 'undone'
RETURN j.left AS left, j.right AS right, j.verdict AS verdict, j.on AS on
