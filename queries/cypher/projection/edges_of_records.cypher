// question: Which edges do these records claim now, at the person they describe?
// parameters: keys list
// columns: type string, start string, end string, start_labels list, end_labels list, properties map
UNWIND $keys AS key
MATCH (r:Record {key: key})-[:DESCRIBES]->(p:Person)
WITH DISTINCT key, p
MATCH (p)-[e]-(o)
WHERE e.record = key
RETURN type(e) AS type, startNode(e).uid AS start, endNode(e).uid AS end, labels(startNode(e)) AS start_labels,
       labels(endNode(e)) AS end_labels, properties(e) AS properties
