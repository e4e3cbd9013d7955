// question: Which children are these people, or tied to them by home, care, kin or an event?
// parameters: keys list
// columns: uid string
UNWIND $keys AS key
MATCH (p:Person {uid: key})
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
