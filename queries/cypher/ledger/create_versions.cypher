// question: Write new versions of records.
// parameters: rows list
UNWIND $rows AS row
CREATE (r:Record)
SET r = row.properties
