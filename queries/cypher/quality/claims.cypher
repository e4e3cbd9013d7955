// question: Where does each record say that a person lives, and which school do they attend by it?
// parameters: uid string
// columns: edge string, value string?, claim map
MATCH (p:Person {uid: $uid})-[e:LIVES_AT|ATTENDS]->(o)
WHERE p.guard IN $clear AND p.place_guard IN $clear AND e.guard IN $clear AND o.guard IN $clear
  AND e.withdrawn IS NULL AND (o:Address OR o:School)
RETURN type(e) AS edge, coalesce(o.lines, o.name, o.postcode) AS value,
  e {.key, .record, .feed, .agency, .from, .to, .first_seen, .last_seen} AS claim
