// question: Write keys of records that others wait for.
// parameters: rows list
UNWIND $rows AS row
MERGE (:Awaited {key: row.key})
