// question: Which children are said to be at more than one school now, and who says each?
// parameters:
// columns: person string, about string?, value string, key string, claim map
MATCH (p:Child)-[e:ATTENDS]->(s:School)
WHERE p.guard IN $clear AND p.place_guard IN $clear AND e.guard IN $clear AND s.guard IN $clear
  AND e.status IN ['current', 'main'] AND e.to IS NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL
WITH p, count(DISTINCT s.uid) AS schools
WHERE schools > 1
MATCH (p)-[e:ATTENDS]->(s:School)
WHERE e.guard IN $clear AND s.guard IN $clear
  AND e.status IN ['current', 'main'] AND e.to IS NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL
RETURN p.uid AS person, null AS about, coalesce(s.name, s.urn) AS value, s.uid AS key,
  e {.key, .feed, .agency, .record, .first_seen, .from} AS claim
