// question: Which values have been marked wrong, whose are they, and are they said as they were?
// parameters: status list
// columns: correction map, person map, record map, standing boolean
MATCH (k:Correction)
WHERE k.status IN $status
MATCH (r:Record {key: k.record})-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
RETURN k {.uid, .record, .feed, .agency, .part, .claim, .value, .status, .by, .by_agency, .at, .note, .answer,
    .answered_by, .answered_at, .outcome} AS correction,
  p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: p:Child, withheld: false} AS person,
  r {.forename, .middle_names, .surname, .known_as, .former_surname, .date_of_birth, .sex, .nhs_number, .upn,
    .telephones, .email} AS record,
  EXISTS {
    MATCH (p)-[e:LIVES_AT|ATTENDS|CARES_FOR|PARENT_OF|RESPONSIBLE_FOR|RELATED_TO|INVOLVED_WITH]-(o)
    WHERE e.key = k.claim AND e.withdrawn IS NULL AND e.guard IN $clear AND o.guard IN $clear
  } AS standing
