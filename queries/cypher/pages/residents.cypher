// question: Who has lived at these addresses or been linked to them, up to a date, and when did they move on?
// parameters: uids list, opened list, as_at date, known_at date
// columns: person map, address map, kind string?, claim map, moved_on date?
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
  AND (size(abusers) = 0 OR p.uid IN abusers)
  AND (p:Child OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
OPTIONAL MATCH (p)-[m:LIVES_AT]->(b:Address)
WHERE e.kind = 'main_home' AND e.to IS NULL AND m.kind = 'main_home' AND b.uid <> a.uid
  AND m.from > e.from AND m.from <= $as_at
  AND m.guard IN $clear AND b.guard IN $clear
  AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at)
WITH p, e, a, min(m.from) AS moved_on
RETURN p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
          withheld: NOT coalesce(p.place_guard IN $clear, false)} AS person,
  a {.uid, .lines, .postcode, .address_class, .matched} AS address,
  e.kind AS kind,
  e {.key, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record} AS claim,
  moved_on
