// question: Guard addresses as the people they are reached through are guarded.
// parameters: rows list
UNWIND $rows AS row
MATCH (a:Address {uid: row.uid})
SET a.guard = row.guard
