// question: Say where uids lead to now.
// parameters: rows list
UNWIND $rows AS row
MATCH (b:Birth {uid: row.uid})
SET b = row
