// question: Write nodes labelled Carer, Person.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Carer:Person {
  uid: row.uid, guard: row.guard, anchor: row.anchor, place_guard: row.place_guard, protection: row.protection,
  alleged_abuser: row.alleged_abuser, forename: row.forename, middle_names: row.middle_names, surname: row.surname,
  known_as: row.known_as, former_surnames: row.former_surnames, date_of_birth: row.date_of_birth,
  dob_certainty: row.dob_certainty, sex: row.sex, date_of_death: row.date_of_death, nhs_number: row.nhs_number,
  nhs_number_status: row.nhs_number_status, search_text: row.search_text, place_search_text: row.place_search_text,
  unplaced: row.unplaced, upn: row.upn, former_upns: row.former_upns, uln: row.uln
})
