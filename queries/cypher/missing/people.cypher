// question: How old is each of these children, are they alive, and how are they called?
// parameters: uids list
// columns: uid string, placed boolean, born date?, certainty string?, died date?, unplaced string?, forename string?, surname string?, known_as list?, nhs_number string?, upn string?, sex string?
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})
WHERE c.guard IN $clear
RETURN c.uid AS uid, coalesce(c.place_guard IN $clear, false) AS placed, c.date_of_birth AS born,
  c.dob_certainty AS certainty, c.date_of_death AS died,
  CASE WHEN c.place_guard IN $clear THEN c.unplaced END AS unplaced,
  c.forename AS forename, c.surname AS surname, c.known_as AS known_as, c.nhs_number AS nhs_number, c.upn AS upn, c.sex AS sex
