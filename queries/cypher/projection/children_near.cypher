// question: Which children are these people, or tied to them by home, care, kin or an event?
// parameters: keys list
// columns: uid string
CALL () {
  UNWIND $keys AS key
  MATCH (c:Child {uid: key})
  RETURN c
  UNION
  UNWIND $keys AS key
  MATCH (:Person {uid: key})-[:PARENT_OF|CARES_FOR|RELATED_TO]-(c:Child)
  RETURN c
  UNION
  UNWIND $keys AS key
  MATCH (:Person {uid: key})-[:LIVES_AT]->(x:Address)
  WITH DISTINCT x // of each home once: hundreds may live at one
  MATCH (x)<-[:LIVES_AT]-(c:Child)
  RETURN c
  UNION
  UNWIND $keys AS key
  MATCH (:Person {uid: key})-[:PARENT_OF|CARES_FOR]-(o:Person)
  WITH DISTINCT o
  MATCH (o)-[:PARENT_OF|CARES_FOR]-(c:Child)
  RETURN c
  UNION
  UNWIND $keys AS key
  MATCH (:Person {uid: key})-[:PARTY_TO]->(v:Event)
  WITH DISTINCT v
  MATCH (v)<-[:PARTY_TO]-(c:Child)
  RETURN c
}
RETURN DISTINCT c.uid AS uid
