// question: Keep rows that were put aside, for their owner.
// parameters: rows list
UNWIND $rows AS row
MERGE (x:RejectedRow {uid: row.uid})
SET x += row.properties
