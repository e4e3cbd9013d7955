// question: Write judgements.
// parameters: rows list
UNWIND $rows AS row
MERGE (j:Judgement {uid: row.properties.uid})
SET j = row.properties
