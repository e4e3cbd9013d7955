// question: Which edges do these Service nodes' own records claim?
// parameters: keys list
// columns: type string, start string, end string, start_labels list, end_labels list, properties map
UNWIND $keys AS key
MATCH (n:Service {uid: key})-[e:WORKS_FOR|RUN_BY]->(b)
RETURN type(e) AS type, n.uid AS start, b.uid AS end, labels(n) AS start_labels, labels(b) AS end_labels, properties(e) AS properties
