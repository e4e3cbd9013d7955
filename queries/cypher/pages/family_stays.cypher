// question: Where else did those who live or lived at this address live, up to a date, if no alleged abuser is among them?
// parameters: uid string, as_at date, known_at date
// columns: person map, address map, kind string?, claim map, moved_on date?
MATCH (h:Address {uid: $uid})
WHERE h.guard IN $clear AND NOT EXISTS {
  MATCH (h)<-[w:LIVES_AT]-(barred:Person)
  WHERE w.guard IN $clear AND barred.guard IN $clear AND barred.alleged_abuser = true
}
MATCH (h)<-[l:LIVES_AT]-(p:Person)
WHERE h.guard IN $clear AND l.guard IN $clear AND p.guard IN $clear
  AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at)
  AND (l.from IS NULL OR l.from <= $as_at)
  AND (p:Child OR $sees_other_adults)
WITH DISTINCT p
MATCH (p)-[e:LIVES_AT]->(a:Address)
WHERE p.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear AND a.uid <> $uid
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
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
