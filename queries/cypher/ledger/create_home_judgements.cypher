// question: Write decisions of people on homes.
// parameters: rows list
UNWIND $rows AS row
MERGE (j:HomeJudgement {uid: row.properties.uid})
SET j = row.properties
