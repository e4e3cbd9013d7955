// question: To whom are these people linked by kinship, care, responsibility or a common event, up to a date?
// parameters: uids list, opened list, as_at date, known_at date, past boolean
// columns: source map, target map, type string, label string?, claim map
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})-[e:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR|RELATED_TO]-(q:Person)
WHERE p.guard IN $clear AND e.guard IN $clear AND q.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
  AND ($past OR type(e) = 'PARENT_OF' OR e.to IS NULL OR e.to >= $as_at)
  AND NOT (type(e) = 'RESPONSIBLE_FOR' AND coalesce(e.held, '') <> 'yes')
  AND (p:Child OR p.uid IN $opened OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
  AND (q:Child OR q.uid IN $opened OR $sees_other_adults OR EXISTS {
    MATCH (q)-[t:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(n:Child)
    WHERE n.uid IN $opened AND t.guard IN $clear AND n.guard IN $clear
  })
WITH DISTINCT e, startNode(e) AS a, endNode(e) AS b
WHERE a.guard IN $clear AND b.guard IN $clear
RETURN
  a {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: a:Child,
     withheld: NOT coalesce(a.place_guard IN $clear, false)} AS source,
  b {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: b:Child,
     withheld: NOT coalesce(b.place_guard IN $clear, false)} AS target,
  type(e) AS type,
  CASE type(e) WHEN 'PARENT_OF' THEN e.kind WHEN 'RESPONSIBLE_FOR' THEN 'parental_responsibility' ELSE e.relationship END AS label,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
