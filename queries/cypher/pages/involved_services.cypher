// question: Which services are involved with this child now?
// parameters: uid string, as_at date
// columns: key string
// unguarded: decides whether a reader may open a child; it is never shown
MATCH (c:Child {uid: $uid})-[e:INVOLVED_WITH]->(s:Service)
WHERE e.withdrawn IS NULL AND coalesce(e.status, 'open') = 'open'
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
RETURN DISTINCT s.key AS key
