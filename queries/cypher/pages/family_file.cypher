// question: Which children does an agency keep in one family file with this one?
// parameters: uid string, as_at date, known_at date
// columns: person map, mine map, claim map
MATCH (c:Person {uid: $uid})-[m:IN_FAMILY_FILE]->(f:FamilyFile)<-[e:IN_FAMILY_FILE]-(s:Child)
WHERE c.guard IN $clear AND m.guard IN $clear AND f.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear
  AND s.uid <> $uid
  AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at)
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (m.from IS NULL OR m.from <= $as_at) AND (e.from IS NULL OR e.from <= $as_at)
RETURN s {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: true,
          withheld: NOT coalesce(s.place_guard IN $clear, false)} AS person,
  m {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS mine,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
