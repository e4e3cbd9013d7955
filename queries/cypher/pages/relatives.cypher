// question: Who belongs to this child's own family: parents and carers, their partners, and the other children they look after?
// parameters: uid string, as_at date, known_at date
// columns: uid string
MATCH (c:Person {uid: $uid})<-[e:PARENT_OF|CARES_FOR]-(a:Person)
WHERE c.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
OPTIONAL MATCH (a)-[f:PARENT_OF|CARES_FOR|RELATED_TO]-(k:Person)
WHERE f.guard IN $clear AND k.guard IN $clear
  AND f.first_seen <= $known_at AND (f.withdrawn IS NULL OR f.withdrawn > $known_at)
  AND (f.from IS NULL OR f.from <= $as_at)
WITH collect(DISTINCT a.uid) + collect(DISTINCT k.uid) AS found
UNWIND found AS uid
RETURN DISTINCT uid
