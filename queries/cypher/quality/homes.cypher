// question: Which children have open main homes at more than one address, and who says each?
// parameters: today date
// columns: person string, about string?, value string, key string, claim map
MATCH (p:Child)-[e:LIVES_AT]->(a:Address)
WHERE p.guard IN $clear AND p.place_guard IN $clear AND e.guard IN $clear AND a.guard IN $clear
  AND e.kind = 'main_home' AND e.to IS NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL
  AND (e.from IS NULL OR e.from <= $today)
WITH p, count(DISTINCT a.uid) AS homes
WHERE homes > 1
MATCH (p)-[e:LIVES_AT]->(a:Address)
WHERE e.guard IN $clear AND a.guard IN $clear
  AND e.kind = 'main_home' AND e.to IS NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL
  AND (e.from IS NULL OR e.from <= $today)
RETURN p.uid AS person, null AS about, coalesce(a.lines, a.postcode, 'Address not given') AS value, a.uid AS key,
  e {.key, .feed, .agency, .record, .first_seen, .from, .last_confirmed} AS claim
