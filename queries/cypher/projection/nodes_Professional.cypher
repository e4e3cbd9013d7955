// question: What do these Professional nodes hold now?
// parameters: keys list
// columns: uid string, labels list, properties map
UNWIND $keys AS key
MATCH (n:Professional {uid: key})
RETURN n.uid AS uid, labels(n) AS labels, properties(n) AS properties
