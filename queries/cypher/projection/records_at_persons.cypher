// question: Which records claim an edge at these people?
// parameters: keys list
// columns: person string, record string
UNWIND $keys AS key
MATCH (p:Person {uid: key})-[e]-()
WHERE e.record IS NOT NULL
RETURN DISTINCT key AS person, e.record AS record
