// question: Who were party to these events, and with whom do these workers work?
// parameters: keys list
// columns: uid string
UNWIND $keys AS key
CALL (key) {
  MATCH (v:Event {key: key})<-[:PARTY_TO]-(p:Person)
  RETURN p
  UNION
  MATCH (w:Professional {key: key})-[:WORKS_WITH]->(p:Person)
  RETURN p
}
RETURN DISTINCT p.uid AS uid
