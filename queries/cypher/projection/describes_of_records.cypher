// question: Which version of these records describes whom?
// parameters: keys list
// columns: record string, person string, key string, guard string
UNWIND $keys AS key
MATCH (r:Record {key: key})-[d:DESCRIBES]->(p:Person)
RETURN r.uid AS record, p.uid AS person, key, d.guard AS guard
