// question: Which records did people decide about on these days, and did they decide about homes?
// parameters: days list
// columns: left string, right string, home boolean
MATCH (j:Judgement {human: true})
WHERE j.on IN $days OR j.superseded_on IN $days
RETURN j.left AS left, j.right AS right, false AS home
UNION ALL
MATCH (j:HomeJudgement)
WHERE j.on IN $days OR j.superseded_on IN $days
RETURN j.left AS left, j.right AS right, true AS home
