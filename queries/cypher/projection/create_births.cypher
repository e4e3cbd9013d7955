// question: Write births of uids.
// parameters: rows list
UNWIND $rows AS row
CREATE (b:Birth {
  uid: row.uid, kind: row.kind, anchor: row.anchor, sequence: row.sequence, `on`: row.`on`,
  forwards_to: row.forwards_to
})
