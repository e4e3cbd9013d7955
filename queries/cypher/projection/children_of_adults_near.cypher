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
WITH DISTINCT o
CALL (o) {
  MATCH (o)<-[:PARENT_OF|CARES_FOR]-(a:Carer)
  RETURN a
  UNION
  MATCH (o)-[:LIVES_AT]->(:Address)<-[:LIVES_AT]-(a:Carer)
  RETURN a
}
WITH DISTINCT a
MATCH (a)-[l:LIVES_AT]->(:Address)<-[:LIVES_AT]-(c:Child)
WHERE l.from IS NOT NULL
RETURN DISTINCT c.uid AS uid
