// question: Which decisions of people on homes had been made by a day and stood then, property by property?
// parameters: day date
// columns: properties map
MATCH (j:HomeJudgement)
WHERE j.on <= $day AND (j.superseded_on IS NULL OR j.superseded_on > $day)
RETURN properties(j) AS properties
