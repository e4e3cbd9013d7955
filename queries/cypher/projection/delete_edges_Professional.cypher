// question: Take away edges at these Professional nodes by their keys.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Professional {uid: row.uid})-[e]-()
WHERE e.key IN row.keys
DELETE e
