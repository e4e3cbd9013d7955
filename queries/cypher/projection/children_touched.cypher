// question: Which children does a record tell of that came after a day, or somebody tied to them by home, care or kin?
// parameters: since date
// columns: uid string
MATCH (r:Record)-[:DESCRIBES]->(p:Person)
WHERE r.first_seen > $since
WITH DISTINCT p
CALL (p) {
  RETURN p AS c
  UNION
  MATCH (p)-[:PARENT_OF|CARES_FOR|RELATED_TO]-(c:Person)
  RETURN c
  UNION
  MATCH (p)-[:LIVES_AT]->(:Address)<-[:LIVES_AT]-(c:Person)
  RETURN c
  UNION
  MATCH (p)-[:PARENT_OF|CARES_FOR]-(:Person)-[:PARENT_OF|CARES_FOR]-(c:Person)
  RETURN c
  UNION
  MATCH (p)-[:PARTY_TO]->(:Event)<-[:PARTY_TO]-(c:Person)
  RETURN c
}
WITH c
WHERE c:Child
RETURN DISTINCT c.uid AS uid
