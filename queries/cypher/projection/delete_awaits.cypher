// question: Take away what these records wait for.
// parameters: keys list
UNWIND $keys AS key
MATCH (r:Record {key: key})-[w:AWAITS]->(:Awaited)
DELETE w
