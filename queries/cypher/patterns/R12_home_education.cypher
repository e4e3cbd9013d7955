// question: Did home education begin soon after a concern about this child, or after an earlier protection plan?
// name: Home education after concern
// why: Home education is itself no risk. In a number of serious incidents a child known to services was withdrawn
//   from school soon after somebody had raised a concern.
// source: Child Safeguarding Practice Review Panel, Safeguarding children in elective home education (2024);
//   Children's Wellbeing and Schools Act, provisions on registers and visits
// thresholds:
//   - after: 180 days; no published basis; so long after the concern
//   - recent: 12 months before; no published basis; home education began since then
// feeds: education_welfare, social_care
// guards:
//   - Part-time attendance: a child on the register who is on a roll as well is not withdrawn
//   - Visits: the child was seen by the register's officers after the concern
//   - Home education without a concern: it never appears
// unguarded_cases:
//   - A child who left because the school did not meet special needs, or because of bullying: reasons are not
//     taken into the index; ask the parents
// wrong:
//   - The concern was about another child of the family
//   - The day on which home education began was entered late
// protective:
//   - A visit since the concern
//   - An open lead professional
// sentence: {child} has been educated at home since {since}. {concern} is recorded on {concern_on}.
// identity: child, since
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, after integer, recent date
// columns: child string, since date, concern string, concern_on date, evidence_on date?, path list
MATCH (c:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.kind IN ['home_education', 'not_in_school'] AND i0.status = 'open' AND i0.from >= $recent AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at)
  AND c.guard IN $clear AND s0.guard IN $clear
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[h:INVOLVED_WITH]->(w:Service)
WHERE w.guard IN $clear AND h.guard IN $clear AND h.first_seen <= $known_at AND (h.withdrawn IS NULL OR h.withdrawn > $known_at) AND (h.from IS NULL OR h.from <= $as_at) AND (h.to IS NULL OR h.to >= $as_at) AND h.status = 'open' AND h.from >= $recent
  AND (h.kind = 'home_education' OR h.kind = 'not_in_school')
  AND NOT EXISTS {
    MATCH (c)-[n:ATTENDS]->(t:School)
    WHERE t.guard IN $clear AND n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at) AND (n.from IS NULL OR n.from <= $as_at) AND (n.to IS NULL OR n.to >= $as_at) AND coalesce(n.status, 'current') <> 'left'
  }
WITH c, min(h.from) AS since, collect(DISTINCT h {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null}) AS withdrawn,
  max(coalesce(h.last_seen_alone, h.last_contact)) AS visited
CALL (c, since) {
  MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
  WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at)
    AND (i.kind IN ['referral', 'child_in_need', 'child_protection', 'section_47', 'assessment']
        AND i.from <= since AND (i.from >= since - duration({days: $after}) OR (i.kind IN ['child_in_need', 'child_protection'] AND (i.to IS NULL OR i.to >= since)))
      OR i.kind = 'child_protection' AND i.from <= since)
  RETURN CASE WHEN i.kind = 'child_protection' THEN 'A protection plan' WHEN i.kind = 'child_in_need' THEN 'A child in need case'
      WHEN i.kind = 'section_47' THEN 'An enquiry under section 47' ELSE 'A referral or assessment' END AS concern,
    i.from AS on, i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null} AS step
  UNION ALL
  MATCH (c)-[e:PARTY_TO]->(v:Event)
  WHERE v.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND v.kind IN $event_kinds
    AND (v.kind = 'emergency_attendance' AND v.category CONTAINS 'injury' OR v.kind IN ['domestic_abuse', 'exploitation_concern', 'police_protection', 'other_police_notice'])
    AND v.on <= since AND v.on >= since - duration({days: $after})
  RETURN CASE WHEN v.kind = 'emergency_attendance' THEN 'An attendance with an injury' ELSE 'An incident that the police notified' END AS concern,
    v.on AS on, e {.key, kind: v.kind, from: v.on, to: v.until, status: e.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: c.uid, end: v.uid} AS step
}
WITH c, since, withdrawn, visited, concern, on, step ORDER BY on DESC, concern
WITH c, since, withdrawn, visited, collect(concern)[0] AS concern, max(on) AS concern_on, collect(DISTINCT step) AS steps
WHERE concern_on IS NOT NULL AND (visited IS NULL OR visited <= concern_on)
RETURN c.uid AS child, since, concern, concern_on, since AS evidence_on, withdrawn + steps AS path
