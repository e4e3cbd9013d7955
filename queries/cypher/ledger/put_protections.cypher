// question: Write protections as they were declared.
// parameters: rows list
UNWIND $rows AS row
MERGE (p:Protection {key: row.key})
SET p += row.properties
