// question: Write nodes labelled Professional.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Professional {
  uid: row.uid, guard: row.guard, key: row.key, name: row.name, role: row.role, telephone: row.telephone,
  email: row.email, active: row.active
})
