// question: Replace the properties of edges at these Service nodes, found by their keys.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Service {uid: row.uid})-[e]-()
WHERE e.key = row.key
SET e = row.properties
