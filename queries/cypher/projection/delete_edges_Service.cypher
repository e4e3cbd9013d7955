// question: Take away edges at these Service nodes by their keys.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Service {uid: row.uid})-[e]-()
WHERE e.key IN row.keys
DELETE e
