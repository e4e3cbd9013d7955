// question: Enter values that somebody has marked wrong, or what became of them.
// parameters: rows list
UNWIND $rows AS row
MERGE (k:Correction {uid: row.uid})
SET k += row.properties
