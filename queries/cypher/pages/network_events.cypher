// question: To which events were these people party since a day, up to a date; where asked, only those with others?
// parameters: uids list, opened list, as_at date, known_at date, since date, shared boolean
// columns: person string, event map, role string?, claim map
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})-[e:PARTY_TO]->(x:Event)
WHERE p.guard IN $clear AND e.guard IN $clear AND x.guard IN $clear
  AND x.kind IN $event_kinds
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (x.on IS NULL OR x.on <= $as_at)
  AND (x.on IS NULL OR x.on >= $since OR x.until >= $since)
  AND (p:Child OR p.uid IN $opened OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
  AND (NOT $shared OR EXISTS {
    MATCH (x)<-[f:PARTY_TO]-(q:Person)
    WHERE q.uid <> p.uid AND f.guard IN $clear AND q.guard IN $clear
  })
RETURN p.uid AS person,
  x {.uid, .kind, .on, .until} AS event,
  e.role AS role,
  e {.key, .first_seen, .last_seen, .agency, .feed, .record} AS claim
