// question: Take away addresses that no claim leads to any more.
// parameters: keys list
UNWIND $keys AS key
MATCH (a:Address {uid: key})
DETACH DELETE a
