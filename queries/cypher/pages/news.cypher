// question: What has the index been told of these children since a day?
// parameters: uids list, since date, as_at date, known_at date
// columns: child string, type string, what map, label string?, before boolean, claim map
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:LIVES_AT|ATTENDS|INVOLVED_WITH|WORKS_WITH|PARTY_TO|PARENT_OF|CARES_FOR]-(x:Address|School|Service|Professional|Event|Person)
WHERE c.guard IN $clear AND e.guard IN $clear AND x.guard IN $clear
  AND e.first_seen >= $since AND e.first_seen <= $known_at
  AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
  AND (NOT x:Event OR (x.kind IN $event_kinds AND (x.on IS NULL OR x.on <= $as_at)))
  AND (NOT x:Person OR x:Child OR $sees_other_adults OR EXISTS {
    MATCH (x)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid = uid AND r.guard IN $clear AND o.guard IN $clear
  })
OPTIONAL MATCH (s:Service {key: CASE WHEN type(e) = 'WORKS_WITH' THEN e.service END})
WHERE s.guard IN $clear
WITH c, e, x, s, $sees_sensitive OR NOT (
  x:Service AND coalesce(x.sensitive, false) AND NOT x.key IN $own_services
) AS named
WHERE s IS NULL OR NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services
RETURN c.uid AS child, type(e) AS type,
  CASE WHEN NOT named THEN {name: null}
    WHEN x:Address THEN {name: x.lines}
    WHEN x:Event THEN {name: x.kind, on: x.on, until: x.until}
    WHEN x:Person THEN {name: null, forename: x.forename, surname: x.surname}
    ELSE {name: x.name} END AS what,
  CASE WHEN NOT named THEN null
    WHEN type(e) IN ['WORKS_WITH', 'PARTY_TO'] THEN e.role
    WHEN type(e) = 'ATTENDS' THEN e.status
    WHEN type(e) = 'CARES_FOR' THEN e.relationship
    ELSE e.kind END AS label,
  named AND EXISTS {
    MATCH (c)-[f:LIVES_AT|ATTENDS|INVOLVED_WITH|WORKS_WITH|PARTY_TO|PARENT_OF|CARES_FOR]-(x)
    WHERE f.first_seen < $since AND type(f) = type(e) AND f.guard IN $clear
  } AS before,
  CASE WHEN named THEN e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record}
    ELSE e {.key, .from, .to, .first_seen} END AS claim
