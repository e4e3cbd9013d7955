// question: Who lives or lived in these homes, was party to these events, and with whom do these workers work?
// parameters: keys list
// columns: uid string
UNWIND $keys AS key
CALL (key) {
  MATCH (x:Address {uid: key})<-[:LIVES_AT]-(p:Person)
  RETURN p
  UNION
  MATCH (v:Event {uid: key})<-[:PARTY_TO]-(p:Person)
  RETURN p
  UNION
  MATCH (w:Professional {uid: key})-[:WORKS_WITH]->(p:Person)
  RETURN p
}
RETURN DISTINCT p.uid AS uid
