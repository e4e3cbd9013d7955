// question: Is an involvement open without a contact for too long, with a worker who has left, or without anybody
//   who leads?
// name: Stale or absent professional
// why: A case that is open on paper and seen by nobody looks safe to every other agency.
// source: Visiting frequencies of published social work procedures; Care Planning, Placement and Case Review
//   (England) Regulations 2010, regulation 28; national review into the murders of Arthur Labinjo-Hughes and Star
//   Hobson (2022)
// thresholds:
//   - plan: 12 working days before; published: ten working days in most procedures, and two for late recording;
//     last contact under a protection plan
//   - need: 22 working days before; published: twenty working days in most procedures, and two for late recording;
//     last contact with a child in need
//   - care: 44 days before; published: six weeks in the regulations, and two days for late recording; last contact
//     with a looked-after child
//   - early: 32 days before; no published basis; last contact in early help, with two days for late recording
//   - agencies: 3 agencies; no published basis; so many are open without a lead professional
// feeds: social_care
// guards:
//   - Late recording: two working days are added to every limit
//   - No contact recorded at all is unknown, not absent: only a recorded last contact that is old fires
//   - New cases: the involvement has to be older than the limit
//   - A worker who has left and was replaced: another active worker suffices
// unguarded_cases:
//   - A plan that sets another frequency: plans' own frequencies are not delivered; change the local threshold or
//     mark as known
// wrong:
//   - The visit was made and is not typed up
//   - The involvement has ended and nobody closed it
// protective:
//   - A recent contact of another agency
// sentence: {child}: {what}.
// identity: child, reason
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, plan date, need date, care date, early date, agencies integer
// columns: child string, reason string, what string, evidence_on date?, path list
MATCH (c:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.status = 'open'
  AND i0.kind IN ['child_protection', 'child_in_need', 'looked_after', 'early_help', 'youth_justice', 'education_welfare', 'home_education',
    'missing_education', 'homelessness', 'section_47', 'assessment', 'pre_proceedings', 'care_leaver', 'private_fostering']
  AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at) AND c.guard IN $clear AND s0.guard IN $clear
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL
MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) AND i.status = 'open'
  AND i.kind IN ['child_protection', 'child_in_need', 'looked_after', 'early_help', 'youth_justice', 'education_welfare', 'home_education',
    'missing_education', 'homelessness', 'section_47', 'assessment', 'pre_proceedings', 'care_leaver', 'private_fostering']
WITH c, collect(DISTINCT i.kind) AS kinds, count(DISTINCT s.agency) AS agencies, collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null}) AS open,
  min(CASE WHEN i.kind IN ['child_protection', 'child_in_need', 'looked_after', 'early_help'] THEN i.from END) AS since,
  max(i.last_contact) AS contact, max(i.last_seen_alone) AS seen,
  max(CASE WHEN i.kind = 'child_protection' THEN i.from END) AS planned,
  max(CASE WHEN i.kind = 'child_in_need' THEN i.from END) AS needed,
  max(CASE WHEN i.kind = 'looked_after' THEN i.from END) AS taken
WITH c, kinds, agencies, open,
  CASE WHEN seen IS NULL OR contact > seen THEN contact ELSE seen END AS last,
  CASE WHEN 'child_protection' IN kinds THEN planned WHEN 'looked_after' IN kinds THEN taken
    WHEN 'child_in_need' IN kinds THEN needed ELSE since END AS begun,
  CASE WHEN 'child_protection' IN kinds THEN {to: $plan, name: 'a protection plan'}
    WHEN 'looked_after' IN kinds THEN {to: $care, name: 'care'}
    WHEN 'child_in_need' IN kinds THEN {to: $need, name: 'a child in need case'}
    WHEN 'early_help' IN kinds THEN {to: $early, name: 'early help'} END AS limit
CALL (c) {
  OPTIONAL MATCH (w:Professional)-[e:WORKS_WITH]->(c)
  WHERE w.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
  RETURN count(DISTINCT w.uid) AS workers, count(DISTINCT CASE WHEN coalesce(w.active, true) THEN w.uid END) AS active,
    count(DISTINCT CASE WHEN e.lead = true AND coalesce(w.active, true) THEN w.uid END) AS leads,
    [step IN collect(DISTINCT CASE WHEN w IS NOT NULL THEN e {.key, kind: e.role, .from, .to, .first_seen, .last_seen, .agency, .feed, .record,
      type: 'WORKS_WITH', start: w.uid, end: c.uid} END) WHERE step IS NOT NULL] AS work
}
WITH c, open, agencies, last, begun, limit, workers, active, leads, work,
  CASE WHEN limit IS NOT NULL AND last <= limit.to AND begun <= limit.to THEN ['contact'] ELSE [] END
    + CASE WHEN workers > 0 AND active = 0 THEN ['worker'] ELSE [] END
    + CASE WHEN agencies >= $agencies AND leads = 0 THEN ['lead'] ELSE [] END AS reasons
UNWIND reasons AS reason
RETURN c.uid AS child, reason,
  CASE reason WHEN 'contact' THEN 'no contact is recorded since ' + toString(last) + ' under ' + limit.name
    WHEN 'worker' THEN 'every worker who is recorded has left'
    ELSE toString(agencies) + ' agencies are involved and nobody is recorded as lead professional' END AS what,
  CASE reason WHEN 'contact' THEN last ELSE begun END AS evidence_on,
  CASE reason WHEN 'contact' THEN open ELSE open + work END AS path
