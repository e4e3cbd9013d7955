// question: Has nobody seen this child, who has an open plan or case, for too long?
// name: Not seen by anyone
// why: A plan protects nobody whom no worker sees; procedures escalate after weeks.
// source: Southwark, visiting and escalation procedures; Working together to safeguard children (2023)
// thresholds:
//   - plan: 28 days before; published: Southwark escalates after four weeks; a child with a protection plan
//   - need: 42 days before; no published basis; a child in need
// feeds: social_care
// guards:
//   - Any agency that saw the child counts: health visitors, early help, emergency departments and others
//   - Nothing recorded at all is unknown, not unseen: a recorded day that is old is needed
//   - New plans: the plan has to be older than the limit
// unguarded_cases:
//   - School attendance: no daily feed of marks is taken, so attendance is no proxy; ask the school first
// wrong:
//   - The visit is not typed up yet
// protective:
//   - The child is on a school's roll
//   - A recent contact by telephone
// sentence: {child} has {plan_kind} and was last recorded as seen on {seen_on}.
// identity: child, plan_kind
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, plan date, need date
// columns: child string, plan_kind string, seen_on date, evidence_on date?, path list
MATCH (c:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.kind IN ['child_protection', 'child_in_need'] AND i0.status = 'open' AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at) AND c.guard IN $clear AND s0.guard IN $clear
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18})) AND coalesce(c.dob_certainty, 'exact') <> 'expected'
MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) AND i.status = 'open' AND i.kind IN ['child_protection', 'child_in_need']
WITH c, collect(i.kind) AS kinds, collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null}) AS plans,
  max(CASE WHEN i.kind = 'child_protection' THEN i.from END) AS planned, max(i.from) AS begun
WITH c, plans, CASE WHEN 'child_protection' IN kinds THEN {to: $plan, since: planned, name: 'an open protection plan'}
  ELSE {to: $need, since: begun, name: 'an open child in need case'} END AS limit
WHERE limit.since <= limit.to
CALL (c) {
  MATCH (c)-[j:INVOLVED_WITH]->(t:Service)
  WHERE t.guard IN $clear AND j.guard IN $clear AND j.first_seen <= $known_at AND (j.withdrawn IS NULL OR j.withdrawn > $known_at)
  RETURN max(j.last_seen_alone) AS alone, max(CASE WHEN j.kind = 'health_visiting' THEN j.last_contact END) AS visited
}
CALL (c) {
  OPTIONAL MATCH (c)-[e:PARTY_TO]->(v:Event)
  WHERE v.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND v.kind IN ['emergency_attendance', 'police_protection', 'arrest'] AND v.kind IN $event_kinds AND v.on <= $as_at
  RETURN max(v.on) AS met
}
WITH c, plans, limit, reduce(last = alone, day IN [visited, met] | CASE WHEN day IS NOT NULL AND (last IS NULL OR day > last) THEN day ELSE last END) AS seen
WHERE seen <= limit.to
RETURN c.uid AS child, limit.name AS plan_kind, seen AS seen_on, seen AS evidence_on, plans AS path
