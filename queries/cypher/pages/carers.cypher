// question: Who is recorded as parent or carer of these people, or as responsible for them, and who says so?
// parameters: uids list, opened list, as_at date, known_at date
// columns: child string, person map, sex string?, type string, relationship string?, held string?, basis string?, paid boolean?, lives_with boolean?, claim map
UNWIND $uids AS uid
MATCH (c:Person {uid: uid})<-[e:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]-(p:Person)
WHERE c.guard IN $clear AND p.guard IN $clear AND e.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
  AND (p:Child OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
RETURN c.uid AS child,
  p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
     withheld: NOT coalesce(p.place_guard IN $clear, false)} AS person,
  p.sex AS sex,
  type(e) AS type,
  CASE type(e) WHEN 'PARENT_OF' THEN e.kind WHEN 'CARES_FOR' THEN e.relationship END AS relationship,
  CASE WHEN type(e) = 'RESPONSIBLE_FOR' THEN e.held END AS held,
  CASE WHEN type(e) = 'RESPONSIBLE_FOR' THEN e.basis END AS basis,
  CASE WHEN type(e) = 'CARES_FOR' THEN e.paid END AS paid,
  CASE WHEN type(e) = 'CARES_FOR' THEN e.lives_with END AS lives_with,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
