// question: Write to the log that a uid leads to another, or to itself again.
// parameters: rows list
UNWIND $rows AS row
MERGE (f:Forwarding {uid: row.uid})
SET f = row
