// question: Where have these people lived or been linked to, up to a date, and when did they move on?
// parameters: uids list, as_at date, known_at date
// columns: person map, address map, kind string?, claim map, moved_on date?
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})-[e:LIVES_AT]->(a:Address)
WHERE p.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
  AND (p:Child OR $sees_other_adults)
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
  e {.key, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
     .provider, .school_told, .gp_told} AS claim,
  moved_on
