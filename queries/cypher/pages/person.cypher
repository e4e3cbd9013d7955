// question: Who is this person, as the index knows them now?
// parameters: uid string, opened list
// columns: person map
MATCH (p:Person {uid: $uid})
WHERE p.guard IN $clear
  AND (p:Child OR $sees_other_adults OR EXISTS {
    MATCH (p)-[r:PARENT_OF|CARES_FOR|RESPONSIBLE_FOR]->(o:Child)
    WHERE o.uid IN $opened AND r.guard IN $clear AND o.guard IN $clear
  })
RETURN p {
  .uid, .forename, .surname, .date_of_birth, .dob_certainty, .date_of_death,
  child: p:Child,
  withheld: NOT coalesce(p.place_guard IN $clear, false),
  unplaced: CASE WHEN p.place_guard IN $clear THEN p.unplaced END
} AS person
