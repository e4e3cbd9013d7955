// question: Which people carry this NHS number, pupil number or learner number?
// parameters: identifier string
// columns: uid string, forename string?, surname string?, known_as list?, former_surnames list?, date_of_birth date?, child boolean, postcodes string?
CALL () {
  MATCH (n:Person {nhs_number: $identifier}) WHERE n.guard IN $clear RETURN n AS p
  UNION
  MATCH (n:Child {upn: $identifier}) WHERE n.guard IN $clear RETURN n AS p
  UNION
  MATCH (n:Child {uln: $identifier}) WHERE n.guard IN $clear RETURN n AS p
}
WITH p
WHERE p.guard IN $clear AND (p:Child OR $sees_other_adults)
RETURN p.uid AS uid, p.forename AS forename, p.surname AS surname, p.known_as AS known_as,
  p.former_surnames AS former_surnames, p.date_of_birth AS date_of_birth, p:Child AS child,
  CASE WHEN p.place_guard IN $clear THEN p.place_search_text END AS postcodes
