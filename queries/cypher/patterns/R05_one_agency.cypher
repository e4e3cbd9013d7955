// question: Does only one agency know this child, where at least two should at this age?
// name: Known to one agency only
// why: A child of whom one agency knows and the others that see every child of that age do not may be missed by
//   all of them.
// source: The Victoria Climbié Inquiry (2003), paragraphs 17.109 to 17.121; Children Act 2004, section 10
// thresholds:
//   - weeks: 8 weeks before; no published basis; younger children are left out
//   - present: 12 months before; no published basis; the one record was extracted since then
// feeds: gp, education, child_health
// guards:
//   - Babies of a few weeks, whose records have not reached everybody
//   - Records that wait at the desk to be compared: most children whom one agency seems to know have a record that
//     nobody has joined yet
//   - Another authority's children: those known elsewhere, with a responsible authority elsewhere, or living
//     outside
//   - A birth that was registered here, and word from another authority: neither says that the child is here
// unguarded_cases:
//   - Independent schools: no feed holds their pupils; the school is asked before anything else
// wrong:
//   - The child goes to an independent school, the usual reason at school age
//   - Two records of one child that were not joined, and that matching did not put to the desk
//   - A child who has moved away
// protective:
//   - A recent contact with the one agency
// sentence: {child} is known to {agency} and to no other agency, though at this age at least two should know every
//   child.
// identity: child
// owner: Safeguarding lead of the partnership
// version: 4
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, weeks date, present date, own list, live list, school_born_from date,
//   school_born_to date
// columns: child string, agency string, evidence_on date?, path list
MATCH (c:Child) WHERE c.guard IN $clear AND c.date_of_birth > $as_at - duration({years: 18}) AND c.date_of_birth <= $weeks
  AND ('gp' IN $live AND ('child_health' IN $live AND c.date_of_birth > $as_at - duration({years: 5})
    OR 'education' IN $live AND c.date_of_birth >= $school_born_from AND c.date_of_birth <= $school_born_to))
MATCH (c)<-[d0:DESCRIBES]-(r0:Record)
WHERE d0.guard IN $clear AND r0.guard IN $clear AND r0.last_seen IS NULL
  AND r0.first_seen <= $known_at AND (r0.withdrawn IS NULL OR r0.withdrawn > $known_at)
WITH c, count(DISTINCT r0.agency) AS agencies0, max(r0.extracted) AS latest0
WHERE agencies0 = 1 AND latest0 >= $present
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18})) AND c.place_guard IN $clear
  AND coalesce(c.dob_certainty, 'exact') <> 'expected' AND c.date_of_birth <= $weeks
  AND ('gp' IN $live AND ('child_health' IN $live AND c.date_of_birth > $as_at - duration({years: 5})
    OR 'education' IN $live AND c.date_of_birth >= $school_born_from AND c.date_of_birth <= $school_born_to))
  AND coalesce(c.unplaced, '') <> 'left_area'
MATCH (c)<-[d:DESCRIBES]-(r:Record)
WHERE d.guard IN $clear AND r.guard IN $clear
  AND r.first_seen <= $known_at AND (r.withdrawn IS NULL OR r.withdrawn > $known_at) AND r.last_seen IS NULL
WITH c, collect(DISTINCT r.agency) AS agencies, max(r.extracted) AS latest,
  collect(DISTINCT {key: r.key, kind: 'record', from: r.extracted, agency: r.agency, feed: r.feed, record: r.key,
    first_seen: r.first_seen, last_seen: r.last_seen, type: 'DESCRIBES', start: c.uid, end: null}) AS records
WHERE size(agencies) = 1 AND latest >= $present AND NOT agencies[0] IN ['registrars', 'other_authorities']
  AND NOT EXISTS {
    MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
    WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
      AND (i.kind IN ['known_elsewhere', 'home_education', 'not_in_school'] OR NOT (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own))))
  }
  AND NOT EXISTS {
    MATCH (c)-[l:LIVES_AT]->(x:Address)
    WHERE x.guard IN $clear AND l.guard IN $clear AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at) AND (l.from IS NULL OR l.from <= $as_at) AND (l.to IS NULL OR l.to >= $as_at) AND x.outside = true
  }
CALL (c) {
  MATCH (c)<-[dw1:DESCRIBES]-(w1:Record)
  WHERE dw1.guard IN $clear AND w1.guard IN $clear
  MATCH (j1:Judgement {left: w1.key})
  WHERE j1.current AND j1.verdict = 'unsure'
  MATCH (v1:Record {key: j1.right})-[dv1:DESCRIBES]->(p1:Person)
  WHERE v1.guard IN $clear AND dv1.guard IN $clear AND p1.guard IN $clear AND p1.uid <> c.uid
  RETURN count(j1) AS waits1
}
CALL (c) {
  MATCH (c)<-[dw2:DESCRIBES]-(w2:Record)
  WHERE dw2.guard IN $clear AND w2.guard IN $clear
  MATCH (j2:Judgement {right: w2.key})
  WHERE j2.current AND j2.verdict = 'unsure'
  MATCH (v2:Record {key: j2.left})-[dv2:DESCRIBES]->(p2:Person)
  WHERE v2.guard IN $clear AND dv2.guard IN $clear AND p2.guard IN $clear AND p2.uid <> c.uid
  RETURN count(j2) AS waits2
}
WITH c, agencies, latest, records, waits1 + waits2 AS waits
WHERE waits = 0 // the desk comes first
RETURN c.uid AS child, agencies[0] AS agency, latest AS evidence_on, records AS path
