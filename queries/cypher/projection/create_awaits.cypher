// question: Write which versions of records wait for which records.
// parameters: rows list
UNWIND $rows AS row
MATCH (r:Record {uid: row.start})
MATCH (a:Awaited {key: row.key})
CREATE (r)-[:AWAITS]->(a)
