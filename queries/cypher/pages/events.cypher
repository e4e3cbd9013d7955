// question: To which events was this person party, up to a date, and in what role?
// parameters: uid string, as_at date, known_at date
// columns: event map, role string?, place string?, claim map
MATCH (p:Person {uid: $uid})-[e:PARTY_TO]->(x:Event)
WHERE p.guard IN $clear AND e.guard IN $clear AND x.guard IN $clear
  AND x.kind IN $event_kinds
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (x.on IS NULL OR x.on <= $as_at)
RETURN x {.uid, .kind, .on, .until, .category, .outcome, .interview, .interview_on, .planned} AS event,
  e.role AS role,
  CASE WHEN coalesce(p.alleged_abuser, false) THEN null ELSE e.place END AS place,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
