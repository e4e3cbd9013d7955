// question: Which children are there, and of whom are the whereabouts withheld?
// parameters:
// columns: placed boolean, uids list
MATCH (c:Child)
WHERE c.guard IN $clear
WITH c ORDER BY c.uid
RETURN coalesce(c.place_guard IN $clear, false) AS placed, collect(c.uid) AS uids
