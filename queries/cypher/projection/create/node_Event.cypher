// question: Write nodes labelled Event.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Event {
  uid: row.uid, guard: row.guard, key: row.key, kind: row.kind, `on`: row.`on`, until: row.until,
  agency: row.agency, category: row.category, outcome: row.outcome, interview: row.interview,
  interview_on: row.interview_on, planned: row.planned
})
