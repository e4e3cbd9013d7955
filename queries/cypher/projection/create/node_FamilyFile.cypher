// question: Write nodes labelled FamilyFile.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:FamilyFile {
  uid: row.uid, guard: row.guard, key: row.key
})
