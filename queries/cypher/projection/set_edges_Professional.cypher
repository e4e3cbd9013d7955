// question: Replace the properties of edges at these Professional nodes, found by their keys.
// parameters: rows list
UNWIND $rows AS row
MATCH (n:Professional {uid: row.uid})-[e]-()
WHERE e.key = row.key
SET e = row.properties
