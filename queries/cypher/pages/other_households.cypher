// question: Where live the other children whom this child's unpaid parents and carers look after?
// parameters: uid string, as_at date, known_at date
// columns: person map, address map, kind string?, claim map, moved_on date?
MATCH (c:Person {uid: $uid})<-[mine:PARENT_OF|CARES_FOR]-(a:Person)-[theirs:PARENT_OF|CARES_FOR]->(k:Child)
WHERE c.guard IN $clear AND mine.guard IN $clear AND a.guard IN $clear
  AND theirs.guard IN $clear AND k.guard IN $clear AND k.uid <> $uid
  AND NOT coalesce(c.alleged_abuser, false) AND NOT coalesce(a.alleged_abuser, false)
  AND NOT (type(mine) = 'CARES_FOR' AND coalesce(mine.paid, false))
  AND NOT (type(theirs) = 'CARES_FOR' AND coalesce(theirs.paid, false))
  AND mine.first_seen <= $known_at AND (mine.withdrawn IS NULL OR mine.withdrawn > $known_at)
  AND theirs.first_seen <= $known_at AND (theirs.withdrawn IS NULL OR theirs.withdrawn > $known_at)
  AND (mine.from IS NULL OR mine.from <= $as_at) AND (mine.to IS NULL OR mine.to >= $as_at)
  AND (theirs.from IS NULL OR theirs.from <= $as_at) AND (theirs.to IS NULL OR theirs.to >= $as_at)
WITH DISTINCT k
MATCH (k)-[e:LIVES_AT]->(x:Address)
WHERE e.guard IN $clear AND x.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
OPTIONAL MATCH (k)-[m:LIVES_AT]->(b:Address)
WHERE e.kind = 'main_home' AND e.to IS NULL AND m.kind = 'main_home' AND b.uid <> x.uid
  AND m.from > e.from AND m.from <= $as_at
  AND m.guard IN $clear AND b.guard IN $clear
  AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at)
WITH k, e, x, min(m.from) AS moved_on
RETURN k {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: true,
          withheld: NOT coalesce(k.place_guard IN $clear, false)} AS person,
  x {.uid, .lines, .postcode, .address_class, .matched} AS address,
  e.kind AS kind,
  e {.key, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record} AS claim,
  moved_on
