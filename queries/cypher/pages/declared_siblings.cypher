// question: Which children does a record declare to be brother or sister of this one?
// parameters: uid string, as_at date, known_at date
// columns: person map, claim map
MATCH (c:Person {uid: $uid})-[e:RELATED_TO]-(s:Child)
WHERE c.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear
  AND e.relationship = 'sibling' AND s.uid <> $uid
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
RETURN s {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: true,
          withheld: NOT coalesce(s.place_guard IN $clear, false)} AS person,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
