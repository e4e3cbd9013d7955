// question: Which adults does each record give for a child?
// parameters: uid string
// columns: edge string, forename string?, surname string?, relationship string?, claim map
MATCH (o:Person)-[e:CARES_FOR|PARENT_OF|RESPONSIBLE_FOR]->(p:Child {uid: $uid})
WHERE p.guard IN $clear AND e.guard IN $clear AND o.guard IN $clear AND e.withdrawn IS NULL AND $sees_other_adults
RETURN type(e) AS edge, o.forename AS forename, o.surname AS surname,
  coalesce(e.relationship, e.kind, e.held) AS relationship,
  e {.key, .record, .feed, .agency, .from, .to, .first_seen, .last_seen} AS claim
