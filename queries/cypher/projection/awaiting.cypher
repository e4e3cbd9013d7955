// question: Which records wait for these records?
// parameters: keys list
// columns: record string
UNWIND $keys AS key
MATCH (a:Awaited {key: key})<-[:AWAITS]-(r:Record)
RETURN DISTINCT r.key AS record
