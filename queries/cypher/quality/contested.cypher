// question: Which values of a person's records have been marked wrong, and what came of it?
// parameters: uid string
// columns: correction map
MATCH (r:Record)-[d:DESCRIBES]->(p:Person {uid: $uid})
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear
MATCH (k:Correction {record: r.key})
WHERE p.place_guard IN $clear OR NOT k.locates
RETURN k {.uid, .record, .feed, .agency, .part, .claim, .value, .status, .by, .by_agency, .at, .note, .answer,
    .answered_by, .answered_at, .outcome} AS correction
