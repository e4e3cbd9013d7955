// question: For which children is the same adult said to hold parental responsibility and not to hold it?
// parameters:
// columns: person string, about string?, value string, key string, claim map
MATCH (o:Person)-[e:RESPONSIBLE_FOR]->(p:Child)
WHERE p.guard IN $clear AND p.place_guard IN $clear AND e.guard IN $clear AND o.guard IN $clear
  AND o.place_guard IN $clear AND e.held IN ['yes', 'no'] AND e.to IS NULL AND e.withdrawn IS NULL
  AND e.last_seen IS NULL
WITH o, p, count(DISTINCT e.held) AS answers
WHERE answers > 1
MATCH (o)-[e:RESPONSIBLE_FOR]->(p)
WHERE e.guard IN $clear AND e.held IN ['yes', 'no'] AND e.to IS NULL AND e.withdrawn IS NULL AND e.last_seen IS NULL
RETURN p.uid AS person, o.uid AS about, e.held AS value, e.held AS key,
  e {.key, .feed, .agency, .record, .first_seen, .from} AS claim
