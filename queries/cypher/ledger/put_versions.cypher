// question: Write versions of records, some of which may be there from a load that was cut short.
// parameters: rows list
UNWIND $rows AS row
MERGE (r:Record {uid: row.uid})
SET r = row.properties
