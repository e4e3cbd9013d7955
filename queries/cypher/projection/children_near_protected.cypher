// question: Which children are protected themselves, or tied by home, care or kin to somebody who is?
// parameters:
// columns: uid string
MATCH (p:Person)
WHERE p.guard <> '' OR p.place_guard <> ''
CALL (p) {
  RETURN p AS c
  UNION
  MATCH (p)-[:PARENT_OF|CARES_FOR|RELATED_TO]-(c:Person)
  RETURN c
  UNION
  MATCH (p)-[:LIVES_AT]->(:Address)<-[:LIVES_AT]-(c:Person)
  RETURN c
  UNION
  MATCH (p)-[:PARENT_OF|CARES_FOR|RELATED_TO]-(:Person)-[:PARENT_OF|CARES_FOR|RELATED_TO|LIVES_AT]-(c:Person)
  RETURN c
}
WITH c
WHERE c:Child
RETURN DISTINCT c.uid AS uid
