// question: Who else was party to the events of this person, up to a date, and in what role?
// parameters: uid string, as_at date, known_at date
// columns: event string, person map, role string?, claim map
MATCH (p:Person {uid: $uid})-[e:PARTY_TO]->(x:Event)<-[o:PARTY_TO]-(q:Person)
WHERE p.guard IN $clear AND e.guard IN $clear AND x.guard IN $clear AND o.guard IN $clear AND q.guard IN $clear
  AND x.kind IN $event_kinds AND q.uid <> $uid
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND o.first_seen <= $known_at AND (o.withdrawn IS NULL OR o.withdrawn > $known_at)
  AND (x.on IS NULL OR x.on <= $as_at)
  AND (q:Child OR $sees_other_adults)
RETURN x.uid AS event,
  q {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: q:Child,
     withheld: NOT coalesce(q.place_guard IN $clear, false)} AS person,
  o.role AS role,
  o {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
