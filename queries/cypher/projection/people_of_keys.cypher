// question: Whom do these records describe, and whom those with which they were compared?
// parameters: keys list
// columns: key string, uid string
UNWIND $keys AS key
CALL (key) {
  MATCH (r:Record {key: key})-[:DESCRIBES]->(p:Person)
  RETURN p
  UNION
  MATCH (j:Judgement {left: key})
  MATCH (r:Record {key: j.right})-[:DESCRIBES]->(p:Person)
  RETURN p
  UNION
  MATCH (j:Judgement {right: key})
  MATCH (r:Record {key: j.left})-[:DESCRIBES]->(p:Person)
  RETURN p
}
RETURN DISTINCT key, p.uid AS uid
