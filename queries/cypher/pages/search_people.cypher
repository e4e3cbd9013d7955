// question: Who are these people, in as much as a list shows?
// parameters: uids list
// columns: person map
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})
WHERE p.guard IN $clear AND (p:Child OR $sees_other_adults)
RETURN p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child,
          withheld: NOT coalesce(p.place_guard IN $clear, false),
          alleged_abuser: coalesce(p.alleged_abuser, false)} AS person
