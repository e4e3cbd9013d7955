// question: Who is said to live with this child, where no current main home of their own is on record?
// parameters: uid string, as_at date, known_at date
// columns: person map, claim map
MATCH (c:Person {uid: $uid})<-[e:CARES_FOR]-(p:Person)
WHERE c.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear
  AND c.place_guard IN $clear AND p.place_guard IN $clear AND NOT coalesce(c.alleged_abuser, false)
  AND e.lives_with = true
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
  AND NOT EXISTS {
    MATCH (p)-[h:LIVES_AT]->(b:Address)
    WHERE h.kind = 'main_home' AND h.guard IN $clear AND b.guard IN $clear
      AND h.first_seen <= $known_at AND (h.withdrawn IS NULL OR h.withdrawn > $known_at)
      AND (h.from IS NULL OR h.from <= $as_at) AND (h.to IS NULL OR h.to >= $as_at)
  }
RETURN p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
          withheld: false} AS person,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
