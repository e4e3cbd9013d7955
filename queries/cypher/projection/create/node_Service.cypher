// question: Write nodes labelled Service.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Service {
  uid: row.uid, guard: row.guard, key: row.key, name: row.name, agency: row.agency, kind: row.kind,
  sensitive: row.sensitive, telephone: row.telephone, out_of_hours_telephone: row.out_of_hours_telephone,
  email: row.email, website: row.website, address: row.address
})
