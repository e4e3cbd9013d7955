// question: Where do these records place the person whom they describe?
// parameters: keys list, as_at date
// columns: key string, line string?, postcode string?, kind string?, from date?, to date?
UNWIND $keys AS key
MATCH (r:Record {key: key})-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
MATCH (p)-[e:LIVES_AT]->(a:Address)
WHERE e.record = key AND e.withdrawn IS NULL AND e.guard IN $clear AND a.guard IN $clear
  AND (e.from IS NULL OR e.from <= $as_at)
RETURN DISTINCT key, a.lines AS line, a.postcode AS postcode, e.kind AS kind, e.from AS from, e.to AS to
