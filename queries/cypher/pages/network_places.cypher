// question: At which addresses, schools and services are these people, up to a date, and who works with them?
// parameters: uids list, opened list, as_at date, known_at date, past boolean
// columns: person string, place map, type string, label string?, claim map
WITH COLLECT {
  UNWIND $opened AS start
  MATCH (barred:Person {uid: start})
  WHERE barred.guard IN $clear AND barred.alleged_abuser = true
  RETURN barred.uid
} AS abusers
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})-[e:LIVES_AT|ATTENDS|INVOLVED_WITH|WORKS_WITH]-(x:Address|School|Service|Professional)
WHERE p.guard IN $clear AND e.guard IN $clear AND x.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
  AND ($past OR e.to IS NULL OR e.to >= $as_at)
  AND (size(abusers) = 0 OR p.uid IN abusers)
  AND (p:Child OR p.uid IN $opened OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
OPTIONAL MATCH (s:Service {key: CASE WHEN type(e) = 'WORKS_WITH' THEN e.service END})
WHERE s.guard IN $clear
WITH p, e, x, s, $sees_sensitive OR NOT (
  (x:Service AND coalesce(x.sensitive, false) AND NOT x.key IN $own_services)
) AS named
WHERE s IS NULL OR NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services
RETURN p.uid AS person,
  CASE WHEN NOT named THEN {kind: 'service', uid: null}
    WHEN x:Address THEN x {.uid, .lines, .postcode, .address_class, .matched, kind: 'address'}
    WHEN x:School THEN x {.uid, .name, kind: 'school'}
    WHEN x:Service THEN x {.uid, .name, kind: 'service'}
    ELSE x {.uid, .name, .role, kind: 'professional'} END AS place,
  type(e) AS type,
  CASE WHEN NOT named THEN null
    WHEN type(e) = 'ATTENDS' THEN e.status
    WHEN type(e) = 'WORKS_WITH' THEN e.role
    ELSE e.kind END AS label,
  CASE WHEN named THEN e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record}
    ELSE e {.key, .from, .to} END AS claim
