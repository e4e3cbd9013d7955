// question: Who is newly said to live where these children have their main home?
// parameters: uids list, since date, as_at date, known_at date
// columns: child string, person map, claim map
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[m:LIVES_AT]->(a:Address)<-[e:LIVES_AT]-(p:Person)
WHERE c.guard IN $clear AND m.guard IN $clear AND a.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear
  AND NOT coalesce(c.alleged_abuser, false)
  AND m.kind = 'main_home' AND (m.to IS NULL OR m.to >= $as_at)
  AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at)
  AND p.uid <> uid AND e.kind IN ['main_home', 'second_home']
  AND e.first_seen >= $since AND e.first_seen <= $known_at
  AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
  AND (p:Child OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid = uid AND r.guard IN $clear AND o.guard IN $clear
  })
  AND NOT EXISTS {
    MATCH (p)-[f:LIVES_AT]->(a)
    WHERE f.first_seen < $since AND f.guard IN $clear
  }
RETURN c.uid AS child,
  p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
     withheld: NOT coalesce(p.place_guard IN $clear, false)} AS person,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
