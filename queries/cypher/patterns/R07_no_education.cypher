// question: Is this child of school age in no school, on no register and in no case of any education service?
// name: Missing from all education
// why: Comparisons of health lists with rolls find children whom no education service holds. Such a list is an
//   upper bound, never a count of missing children.
// source: Education Policy Institute, Children missing from education (2024); Education Wales, children missing
//   education database (2024); Education Act 1996, section 436A
// thresholds:
//   - present: 12 months before; no published basis; another agency's record was extracted since then
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: education, not_in_school, education_welfare
// guards:
//   - Lists that hold people who have left: a home in the area confirmed within the limit is needed
//   - Part-time attendance and children who do not attend: whoever is on a roll is not missing
//   - The register of children not in school, home education, alternative provision and cases of education welfare
//   - Children who left a school within the year: they belong to the pattern School gap
//   - Another authority's children, and those who left the area
//   - Records that wait at the desk to be compared: the desk comes first
// unguarded_cases:
//   - Independent schools: no feed holds their pupils
// wrong:
//   - The child goes to an independent school, the usual reason
//   - The roll holds the child under another name
//   - The school lies over the border
// protective:
//   - An open lead professional
//   - A recent contact with any agency
// sentence: {child} is of school age, is known to {agency}, and no school, register or case of education is
//   recorded.
// identity: child
// owner: Safeguarding lead of the partnership
// version: 3
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, present date, confirmed date, own list, school_born_from date,
//   school_born_to date
// columns: child string, agency string, evidence_on date?, path list
MATCH (c:Child) WHERE c.guard IN $clear AND c.date_of_birth >= $school_born_from AND c.date_of_birth <= $school_born_to
  AND NOT EXISTS {
    MATCH (c)-[n0:ATTENDS]->(t0:School)
    WHERE t0.guard IN $clear AND n0.guard IN $clear AND n0.first_seen <= $known_at AND (n0.withdrawn IS NULL OR n0.withdrawn > $known_at) AND (n0.to IS NULL OR n0.to >= $present)
  }
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND c.place_guard IN $clear
  AND c.date_of_birth >= $school_born_from AND c.date_of_birth <= $school_born_to
  AND coalesce(c.unplaced, '') <> 'left_area'
  AND NOT EXISTS {
    MATCH (c)-[n:ATTENDS]->(t:School)
    WHERE t.guard IN $clear AND n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at) AND (n.to IS NULL OR n.to >= $present)
  }
  AND NOT EXISTS {
    MATCH (c)-[i:INVOLVED_WITH]->(w:Service)
    WHERE w.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
      AND (i.status = 'open' AND i.kind IN ['home_education', 'not_in_school', 'missing_education', 'education_welfare', 'known_elsewhere']
        OR NOT (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own))))
  }
MATCH (c)-[l:LIVES_AT]->(x:Address)
WHERE x.guard IN $clear AND l.guard IN $clear AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at) AND l.kind IN ['main_home', 'second_home'] AND (l.from IS NULL OR l.from <= $as_at) AND (l.to IS NULL OR l.to >= $as_at) AND (l.last_confirmed >= $confirmed OR l.from >= $confirmed) AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > l.from AND m.from <= $as_at
  }
  AND NOT coalesce(x.outside, false)
WITH c, collect(DISTINCT l {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS homes, max(coalesce(l.last_confirmed, l.from)) AS latest
MATCH (c)<-[d:DESCRIBES]-(r:Record)
WHERE d.guard IN $clear AND r.guard IN $clear AND r.last_seen IS NULL AND r.extracted >= $present
  AND NOT r.agency IN ['education', 'education_welfare', 'not_in_school']
  AND r.first_seen <= $known_at AND (r.withdrawn IS NULL OR r.withdrawn > $known_at)
WITH c, homes, latest, min(r.agency) AS agency
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
WITH c, homes, latest, agency, waits1 + waits2 AS waits
WHERE waits = 0 // the desk comes first
RETURN c.uid AS child, agency, latest AS evidence_on, homes AS path
