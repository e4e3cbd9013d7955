// question: Take away edges at these Person nodes by their keys.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Person {uid: row.uid})-[e]-()
WHERE e.key IN row.keys
DELETE e
