// question: Write nodes labelled Agency.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Agency {
  uid: row.uid, guard: row.guard, code: row.code, name: row.name, feed_live: row.feed_live,
  telephone: row.telephone
})
