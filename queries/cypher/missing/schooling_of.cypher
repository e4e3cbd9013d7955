// question: At which schools are these children, or were they, until when, and why did they leave?
// parameters: uids list
// columns: school string, status string, reason string, children list, starts list, ends list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:ATTENDS]->(s:School)
WHERE c.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL
RETURN s.urn AS school, coalesce(e.status, 'current') AS status, coalesce(e.end_reason, '') AS reason,
  collect(c.uid) AS children,
  collect(coalesce(e.from.year * 10000 + e.from.month * 100 + e.from.day, 0)) AS starts,
  collect(coalesce(e.to.year * 10000 + e.to.month * 100 + e.to.day, 0)) AS ends
