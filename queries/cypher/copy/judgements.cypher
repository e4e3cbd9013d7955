// question: Which judgements of people had been made by a day and stood then, property by property?
// parameters: day date
// columns: properties map
MATCH (j:Judgement)
WHERE j.human AND j.on <= $day AND (j.superseded_on IS NULL OR j.superseded_on > $day)
RETURN properties(j) AS properties
