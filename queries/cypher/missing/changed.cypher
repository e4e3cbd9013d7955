// question: Which children are described by records that this delivery brought?
// parameters: delivery string
// columns: uids list
MATCH (r:Record {delivery: $delivery})-[d:DESCRIBES]->(c:Child)
WHERE r.guard IN $clear AND d.guard IN $clear AND c.guard IN $clear
WITH DISTINCT c.uid AS uid ORDER BY uid
RETURN collect(uid) AS uids
