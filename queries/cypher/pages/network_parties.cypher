// question: Who was party to these events, and in what role?
// parameters: uids list, opened list, as_at date, known_at date
// columns: event map, person map, role string?, claim map
UNWIND $uids AS uid
MATCH (x:Event {uid: uid})<-[e:PARTY_TO]-(p:Person)
WHERE p.guard IN $clear AND e.guard IN $clear AND x.guard IN $clear
  AND x.kind IN $event_kinds
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (x.on IS NULL OR x.on <= $as_at)
  AND (p:Child OR p.uid IN $opened OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
RETURN x {.uid, .kind, .on, .until} AS event,
  p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
     withheld: NOT coalesce(p.place_guard IN $clear, false)} AS person,
  e.role AS role,
  e {.key, .first_seen, .last_seen, .agency, .feed, .record} AS claim
