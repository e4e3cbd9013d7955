// question: Has this child of school age left a school without beginning at another?
// name: School gap
// why: Authorities have a duty to find children missing from education; schools have to tell of deletions, and a
//   child who leaves one roll should be on another within days.
// source: Education Act 1996, section 436A; Children missing education, statutory guidance (2025); School
//   Attendance (Pupil Registration) (England) Regulations 2024
// thresholds:
//   - gap: 10 school days before; published: the ten school days of the guidance; the enrolment ended at least so
//     many school days ago
// feeds: education
// guards:
//   - Summer, and the change from primary to secondary school: days are counted as school days
//   - Year 11 leavers: only children of compulsory school age
//   - Home education, the register of children not in school and open cases of missing education: somebody knows
//   - Children who left the area, or went to an independent school, by the reason that the school gave
//   - A later enrolment that has begun, or is entered to begin
// unguarded_cases:
//   - A school over the border that takes no part: look at the other authority's roll first
//   - A late transfer file: ten school days allow for most
// wrong:
//   - The new school's record is not joined to the child's
//   - The child is enrolled and the school has not said so
// protective:
//   - An open lead professional
//   - A recent contact with any agency
// sentence: {child} left {school} on {left_on} and no later school is recorded.
// identity: child, school, left_on
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, gap date, school_born_from date, school_born_to date
// columns: child string, school string, left_on date, evidence_on date?, path list
MATCH (c:Child)-[n0:ATTENDS]->(t0:School)
WHERE c.guard IN $clear AND c.date_of_birth >= $school_born_from AND c.date_of_birth <= $school_born_to
  AND t0.guard IN $clear AND n0.guard IN $clear AND n0.first_seen <= $known_at AND (n0.withdrawn IS NULL OR n0.withdrawn > $known_at)
WITH c, sum(CASE WHEN n0.to > $gap OR n0.to IS NULL AND coalesce(n0.status, 'current') <> 'left' THEN 1 ELSE 0 END) AS open0
WHERE open0 = 0
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL
  AND c.date_of_birth >= $school_born_from AND c.date_of_birth <= $school_born_to
MATCH (c)-[e:ATTENDS]->(s:School)
WHERE e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND s.guard IN $clear AND e.to <= $gap
  AND NOT coalesce(toLower(e.end_reason), '') CONTAINS 'left area'
  AND NOT coalesce(toLower(e.end_reason), '') CONTAINS 'abroad'
  AND NOT coalesce(toLower(e.end_reason), '') CONTAINS 'independent'
  AND NOT EXISTS {
    MATCH (c)-[n:ATTENDS]->(t:School)
    WHERE t.guard IN $clear AND n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at) AND (n.to IS NULL OR n.to > e.to) AND coalesce(n.status, 'current') <> 'left'
  }
  AND NOT EXISTS {
    MATCH (c)-[m:ATTENDS]->(t:School)
    WHERE t.guard IN $clear AND m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND m.to > e.to
  }
  AND NOT EXISTS {
    MATCH (c)-[i:INVOLVED_WITH]->(w:Service)
    WHERE w.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at)
      AND (i.status = 'open' AND i.kind IN ['home_education', 'not_in_school', 'missing_education']
        OR i.kind = 'known_elsewhere' AND i.from >= e.to)
  }
  AND NOT (c.place_guard IN $clear AND coalesce(c.unplaced, '') = 'left_area')
WITH c, s, max(e.to) AS left_on, collect(DISTINCT e {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'ATTENDS', start: c.uid, end: s.uid}) AS path
RETURN c.uid AS child, s.uid AS school, left_on, left_on AS evidence_on, path
