// question: With which children do adults live who care for these people or their children, or who lived with them?
// parameters: keys list
// columns: uid string
UNWIND $keys AS key
MATCH (p:Person {uid: key})
CALL (p) {
  RETURN p AS o
  UNION
  MATCH (p)-[:PARENT_OF|CARES_FOR]->(o:Person)
  RETURN o
}
WITH collect(DISTINCT o) AS people
CALL (people) {
  UNWIND people AS o
  MATCH (o)<-[:PARENT_OF|CARES_FOR]-(a:Carer)
  RETURN a
  UNION
  UNWIND people AS o
  MATCH (o)-[:LIVES_AT]->(x:Address)
  WITH DISTINCT x
  MATCH (x)<-[:LIVES_AT]-(a:Carer)
  RETURN a
}
WITH DISTINCT a
MATCH (a)-[l:LIVES_AT]->(y:Address)
WHERE l.from IS NOT NULL
WITH DISTINCT y
MATCH (y)<-[:LIVES_AT]-(c:Child)
RETURN DISTINCT c.uid AS uid
