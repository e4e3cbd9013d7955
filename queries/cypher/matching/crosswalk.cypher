// question: Which record describes which person, from one record key to another?
// parameters: after string, upto string
// columns: record string, feed string, identifier string, person string
MATCH (r:Record)-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.key > $after AND r.key <= $upto
  AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear
RETURN r.key AS record, r.feed AS feed, r.identifier AS identifier, p.uid AS person
