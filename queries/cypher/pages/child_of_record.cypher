// question: Which child does this record describe?
// parameters: record string
// columns: uid string
MATCH (r:Record {key: $record})-[d:DESCRIBES]->(c:Child)
WHERE r.guard IN $clear AND d.guard IN $clear AND c.guard IN $clear
RETURN DISTINCT c.uid AS uid
