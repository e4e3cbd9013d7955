// question: For which children do records of now give different dates of birth, and since when is each given?
// parameters:
// columns: person string, about string?, value string, key string, claim map
MATCH (r:Record)-[d:DESCRIBES]->(p:Child)
WHERE r.current AND r.last_seen IS NULL AND r.date_of_birth IS NOT NULL AND r.guard IN $clear AND d.guard IN $clear
  AND (r.dob_certainty IS NULL OR r.dob_certainty <> 'expected')
  AND p.guard IN $clear AND p.place_guard IN $clear
WITH p, count(DISTINCT r.date_of_birth) AS dates
WHERE dates > 1
MATCH (r:Record)-[d:DESCRIBES]->(p)
WHERE r.current AND r.last_seen IS NULL AND r.date_of_birth IS NOT NULL AND r.guard IN $clear AND d.guard IN $clear
  AND (r.dob_certainty IS NULL OR r.dob_certainty <> 'expected')
MATCH (v:Record {key: r.key})
WHERE v.guard IN $clear AND v.date_of_birth = r.date_of_birth
WITH p, r, min(v.first_seen) AS told
RETURN p.uid AS person, null AS about, toString(r.date_of_birth) AS value, toString(r.date_of_birth) AS key,
  {feed: r.feed, agency: r.agency, record: r.key, first_seen: told} AS claim
