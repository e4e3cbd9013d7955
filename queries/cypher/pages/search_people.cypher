// question: Who are these people, in as much as a list shows?
// parameters: uids list
// columns: person map
MATCH (p:Person)
WHERE p.uid IN $uids AND p.guard IN $clear AND (p:Child OR $sees_other_adults)
RETURN p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
          withheld: NOT coalesce(p.place_guard IN $clear, false),
          alleged_abuser: coalesce(p.alleged_abuser, false)} AS person
