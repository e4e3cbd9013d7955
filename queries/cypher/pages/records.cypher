// question: What does each record that describes this person say about who they are?
// parameters: uid string, known_at date
// columns: record map
MATCH (p:Person {uid: $uid})<-[d:DESCRIBES]-(r:Record)
WHERE p.guard IN $clear AND d.guard IN $clear AND r.guard IN $clear
WITH DISTINCT p, r.key AS record_key
MATCH (v:Record {key: record_key})
WHERE v.guard IN $clear
  AND v.first_seen <= $known_at AND (v.withdrawn IS NULL OR v.withdrawn > $known_at)
RETURN v {
  .key, .version, .kind, .feed, .agency, .extracted, .first_seen, .last_seen,
  .forename, .middle_names, .surname, .known_as, .former_surname,
  .date_of_birth, .dob_certainty, .sex, .date_of_death,
  .nhs_number, .nhs_number_status, .upn, .former_upns, .uln,
  telephones: CASE WHEN p.place_guard IN $clear THEN v.telephones END,
  .interpreter,
  contact_safely: CASE WHEN p.place_guard IN $clear THEN v.contact_safely END
} AS record
