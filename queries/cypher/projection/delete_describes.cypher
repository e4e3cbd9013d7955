// question: Take records' versions away from the people they no longer describe.
// parameters: rows list
UNWIND $rows AS row
MATCH (r:Record {uid: row.start})-[d:DESCRIBES]->(:Person)
DELETE d
