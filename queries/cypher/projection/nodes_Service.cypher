// question: What do these Service nodes hold now?
// parameters: keys list
// columns: uid string, labels list, properties map
UNWIND $keys AS key
MATCH (n:Service {uid: key})
RETURN n.uid AS uid, labels(n) AS labels, properties(n) AS properties
