// question: What do these Event nodes hold now?
// parameters: keys list
// columns: uid string, labels list, properties map
UNWIND $keys AS key
MATCH (n:Event {uid: key})
RETURN n.uid AS uid, labels(n) AS labels, properties(n) AS properties
