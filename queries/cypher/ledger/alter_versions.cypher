// question: Change some properties of versions of records; null takes one away.
// parameters: rows list
UNWIND $rows AS row
MATCH (r:Record {uid: row.uid})
SET r += row.properties
