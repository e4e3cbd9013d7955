// question: How old are the children of a part of the alphabet, are they alive, and how are they called?
// parameters: first string, last string
// columns: uids list, placed list, born list, certainty list, died list, unplaced list, forename list, surname list, nhs_number list, upn list, sex list
MATCH (c:Child)
WHERE c.uid >= $first AND c.uid <= $last AND c.guard IN $clear
RETURN collect(c.uid) AS uids, collect(coalesce(c.place_guard IN $clear, false)) AS placed,
  collect(coalesce(c.date_of_birth.year * 10000 + c.date_of_birth.month * 100 + c.date_of_birth.day, 0)) AS born,
  collect(coalesce(c.dob_certainty, '')) AS certainty,
  collect(coalesce(c.date_of_death.year * 10000 + c.date_of_death.month * 100 + c.date_of_death.day, 0)) AS died,
  collect(CASE WHEN c.place_guard IN $clear THEN coalesce(c.unplaced, '') ELSE '' END) AS unplaced,
  collect(coalesce(c.forename, '')) AS forename, collect(coalesce(c.surname, '')) AS surname,
  collect(coalesce(c.nhs_number, '')) AS nhs_number, collect(coalesce(c.upn, '')) AS upn,
  collect(coalesce(c.sex, '')) AS sex
