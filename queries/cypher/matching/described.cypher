// question: Whom does each of these records describe, as far as this reader may judge them, and when was it told last?
// parameters: keys list
// columns: key string, person string, child boolean, told date?
UNWIND $keys AS key
MATCH (r:Record {key: key})-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
RETURN DISTINCT key, p.uid AS person, p:Child AS child, r.first_seen AS told
