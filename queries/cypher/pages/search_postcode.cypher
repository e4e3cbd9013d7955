// question: Which people are said to live at this postcode?
// parameters: postcode string, known_at date
// columns: uid string, forename string?, surname string?, known_as list?, former_surnames list?, date_of_birth date?, child boolean, postcodes string?
MATCH (a:Address {postcode: $postcode})<-[e:LIVES_AT]-(p:Person)
WHERE a.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear AND (p:Child OR $sees_other_adults)
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
WITH DISTINCT p
RETURN p.uid AS uid, p.forename AS forename, p.surname AS surname, p.known_as AS known_as,
  p.former_surnames AS former_surnames, p.date_of_birth AS date_of_birth, p:Child AS child,
  CASE WHEN p.place_guard IN $clear THEN p.place_search_text END AS postcodes
