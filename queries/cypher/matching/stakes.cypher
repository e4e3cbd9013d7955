// question: What are these people, or the children whom they are recorded as parent or carer of, openly involved in?
// parameters: uids list, as_at date
// columns: uid string, kind string
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})
WHERE p.guard IN $clear
CALL (p) {
  MATCH (p)-[i:INVOLVED_WITH]->(s:Service)
  WHERE i.guard IN $clear AND s.guard IN $clear AND i.status = 'open' AND i.withdrawn IS NULL
    AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
  RETURN i.kind AS kind
  UNION
  MATCH (p)-[t:PARENT_OF|CARES_FOR]->(c:Child)-[i:INVOLVED_WITH]->(s:Service)
  WHERE t.guard IN $clear AND t.withdrawn IS NULL AND c.guard IN $clear AND i.guard IN $clear AND s.guard IN $clear
    AND i.status = 'open' AND i.withdrawn IS NULL
    AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
  RETURN i.kind AS kind
}
WITH DISTINCT uid, kind
WHERE kind IS NOT NULL
RETURN uid, kind
