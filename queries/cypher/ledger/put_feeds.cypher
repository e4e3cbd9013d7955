// question: Enter what is declared of each feed; when it joined and whether it is off stay as they are.
// parameters: rows list
UNWIND $rows AS row
MERGE (f:Feed {code: row.code})
SET f += row.properties
