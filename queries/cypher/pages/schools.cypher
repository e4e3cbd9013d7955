// question: Which schools have these children attended?
// parameters: uids list, as_at date, known_at date
// columns: child string, school map, status string?, end_reason string?, claim map
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:ATTENDS]->(s:School)
WHERE c.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
RETURN c.uid AS child,
  s {.uid, .urn, .name, .telephone, .safeguarding_lead, .safeguarding_telephone} AS school,
  e.status AS status, e.end_reason AS end_reason,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
