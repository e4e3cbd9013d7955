// question: Take away people whom no record describes any more.
// parameters: keys list
UNWIND $keys AS key
MATCH (p:Person {uid: key})
DETACH DELETE p
