// question: Write new versions of records.
// parameters: rows list
UNWIND $rows AS row
CREATE (r:Record {
  uid: row.uid, guard: row.guard, key: row.key, version: row.version, current: row.current, feed: row.feed,
  agency: row.agency, kind: row.kind, identifier: row.identifier, delivery: row.delivery, extracted: row.extracted,
  first_seen: row.first_seen, last_seen: row.last_seen, withdrawn: row.withdrawn, content: row.content,
  rows: row.rows, said: row.said, forename: row.forename, middle_names: row.middle_names, surname: row.surname,
  known_as: row.known_as, former_surname: row.former_surname, date_of_birth: row.date_of_birth,
  dob_certainty: row.dob_certainty, sex: row.sex, date_of_death: row.date_of_death, nhs_number: row.nhs_number,
  nhs_number_status: row.nhs_number_status, upn: row.upn, former_upns: row.former_upns, uln: row.uln,
  telephones: row.telephones, email: row.email, ethnicity: row.ethnicity, interpreter: row.interpreter,
  contact_safely: row.contact_safely
})
