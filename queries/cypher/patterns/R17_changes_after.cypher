// question: Did several arrangements of this child change soon after a step up in what services do?
// name: Several changes soon after a step up
// why: Now and then a family changes practice, school or home when questions are asked. Most changes have ordinary
//   reasons.
// source: Reder, Duncan and Gray, Beyond Blame (1993); Lincolnshire procedures for transient families
// thresholds:
//   - after: 60 days; no published basis; so long after the step
//   - changes: 2 changes; no published basis; so many different ones
//   - recent: 6 months before; no published basis; the step was taken since then
// feeds: social_care, gp, education
// guards:
//   - A move of home changes practice and school as well: together they are one change
//   - From primary to secondary school: a change in September does not count
// unguarded_cases:
//   - Changes that services themselves arranged: look at the plan
// wrong:
//   - Dates on which changes were entered and not made
// protective:
//   - The lead professional knew of the changes
// sentence: Several changes soon after {step} on {stepped_on}: {changes_found}.
// identity: child, stepped_on
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: off
// parameters: as_at date, known_at date, after integer, changes integer, recent date
// columns: child string, stepped_on date, step string, changes_found string, evidence_on date?, path list
MATCH (c:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.kind IN ['child_protection', 'section_47', 'pre_proceedings'] AND i0.from >= $recent AND i0.from <= $as_at AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at)
  AND c.guard IN $clear AND s0.guard IN $clear
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND i.kind IN ['child_protection', 'section_47', 'pre_proceedings']
  AND i.from >= $recent AND i.from <= $as_at
WITH c, i, i.from AS stepped, i.from + duration({days: $after}) AS until
CALL (c, stepped, until) {
  MATCH (c)-[l:LIVES_AT]->(x:Address)
  WHERE x.guard IN $clear AND l.guard IN $clear AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at) AND l.kind = 'main_home' AND l.from > stepped AND l.from <= until AND l.from <= $as_at
  RETURN 'home' AS what, max(l.from) AS on, collect(l {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS steps
  UNION ALL
  MATCH (c)-[n:ATTENDS]->(t:School)
  WHERE t.guard IN $clear AND n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at) AND n.from > stepped AND n.from <= until AND n.from <= $as_at
    AND EXISTS {
      MATCH (c)-[b:ATTENDS]->(t2:School)
      WHERE t2.guard IN $clear AND b.guard IN $clear AND b.first_seen <= $known_at AND (b.withdrawn IS NULL OR b.withdrawn > $known_at) AND t2.uid <> t.uid AND b.to >= stepped - duration({days: 60}) AND b.to <= n.from
        AND NOT (n.from.month = 9 AND b.to.month = 7)
    }
  RETURN 'school' AS what, max(n.from) AS on, collect(n {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'ATTENDS', start: c.uid, end: t.uid}) AS steps
  UNION ALL
  MATCH (c)-[g:INVOLVED_WITH]->(p:Service)
  WHERE p.guard IN $clear AND g.guard IN $clear AND g.first_seen <= $known_at AND (g.withdrawn IS NULL OR g.withdrawn > $known_at) AND g.kind = 'gp_registration' AND g.from > stepped AND g.from <= until AND g.from <= $as_at
  RETURN 'practice' AS what, max(g.from) AS on, collect(g {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null}) AS steps
  UNION ALL
  MATCH (c)-[e:PARTY_TO]->(v:Event)
  WHERE v.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND v.kind = 'not_brought' AND v.kind IN $event_kinds AND v.on > stepped AND v.on <= until AND v.on <= $as_at
  RETURN 'appointment' AS what, max(v.on) AS on, collect(e {.key, kind: v.kind, from: v.on, to: v.until, status: e.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: c.uid, end: v.uid}) AS steps
}
WITH c, i, stepped, what, on, steps ORDER BY what
WHERE on IS NOT NULL
WITH c, i, stepped, collect(what) AS found, max(on) AS latest, collect(steps) AS steps
WITH c, i, stepped, latest, steps,
  [what IN found WHERE NOT ('home' IN found AND what IN ['school', 'practice'])] AS counted
WHERE size(counted) >= $changes
WITH c, stepped, min(i.kind) AS kind, latest, steps, counted, collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null}) AS first
RETURN c.uid AS child, stepped AS stepped_on,
  CASE kind WHEN 'child_protection' THEN 'a protection plan' WHEN 'section_47' THEN 'an enquiry under section 47' ELSE 'steps before proceedings' END AS step,
  reduce(text = '', what IN counted | text + CASE WHEN text = '' THEN '' ELSE ', ' END + what) AS changes_found,
  latest AS evidence_on, first + reduce(all = [], some IN steps | all + some) AS path
