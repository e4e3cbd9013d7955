// question: Which records describe these people?
// parameters: keys list
// columns: person string, record string
UNWIND $keys AS key
MATCH (p:Person {uid: key})<-[:DESCRIBES]-(r:Record)
RETURN DISTINCT key AS person, r.key AS record
