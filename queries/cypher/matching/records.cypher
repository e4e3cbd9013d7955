// question: What do these records say about whom they describe, as far as this reader may judge them?
// parameters: keys list
// columns: key string, version string, person string, record map
UNWIND $keys AS key
MATCH (r:Record {key: key})-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
RETURN DISTINCT r.key AS key, r.uid AS version, p.uid AS person, r {
  .kind, .feed, .agency, .extracted, .first_seen, .last_seen, .forename, .middle_names, .surname, .known_as,
  .former_surname, .date_of_birth, .dob_certainty, .sex, .date_of_death, .nhs_number, .nhs_number_status, .upn,
  .former_upns, .telephones, .email
} AS record
