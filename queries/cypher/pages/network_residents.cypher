// question: Who else is at these addresses, up to a date?
// parameters: uids list, opened list, as_at date, known_at date, past boolean
// columns: address string, person map, label string?, claim map
WITH COLLECT {
  UNWIND $opened AS start
  MATCH (barred:Person {uid: start})
  WHERE barred.guard IN $clear AND barred.alleged_abuser = true
  RETURN barred.uid
} AS abusers
UNWIND $uids AS uid
MATCH (a:Address {uid: uid})<-[e:LIVES_AT]-(p:Person)
WHERE p.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
  AND ($past OR e.to IS NULL OR e.to >= $as_at)
  AND (size(abusers) = 0 OR p.uid IN abusers)
  AND (p:Child OR p.uid IN $opened OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
RETURN a.uid AS address,
  p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
     withheld: NOT coalesce(p.place_guard IN $clear, false)} AS person,
  e.kind AS label,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
