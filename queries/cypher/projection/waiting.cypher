// question: Which of these records wait for others?
// parameters: keys list
// columns: record string
UNWIND $keys AS key
MATCH (r:Record {key: key})-[:AWAITS]->(:Awaited)
RETURN DISTINCT key AS record
