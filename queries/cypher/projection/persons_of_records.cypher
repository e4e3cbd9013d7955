// question: Whom do these records describe, with what guards?
// parameters: keys list
// columns: key string, uid string, guard string, place_guard string
UNWIND $keys AS key
MATCH (r:Record {key: key})-[:DESCRIBES]->(p:Person)
RETURN DISTINCT key, p.uid AS uid, p.guard AS guard, p.place_guard AS place_guard
