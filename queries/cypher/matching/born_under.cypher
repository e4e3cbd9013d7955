// question: Under which record was the person of this uid born, whether the uid is in use or leads to another?
// parameters: uid string
// columns: record string
MATCH (b:Birth {uid: $uid})
MATCH (r:Record {key: b.anchor})-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
RETURN DISTINCT r.key AS record
