// question: Did this child, or the children of the home together, come to emergency departments often, or to
//   several of them?
// name: Repeated emergency attendance
// why: A succession of departments sees each visit alone. Frequent attendance is common in young children with
//   long illness, and a reason to look, not a finding.
// source: The Victoria Climbié Inquiry (2003); serious case review of Daniel Pelka (2013); studies of frequent
//   attenders in paediatric emergency care
// thresholds:
//   - year: 12 months before; no published basis; within so long
//   - child: 4 attendances; published: studies of frequent attenders; so many of the child
//   - siblings: 6 attendances; no published basis; or so many of all children of the home
//   - quarter: 90 days before; no published basis; within so long
//   - hospitals: 2 hospitals; no published basis; or at so many departments
// feeds: emergency
// guards:
//   - Follow-ups: what was arranged before is left out
//   - One attendance in two feeds: it counts once
// unguarded_cases:
//   - Long-term conditions: no diagnosis is taken into the index, so about a quarter of findings may be children
//     with long illness; ask the practice first
// wrong:
//   - Two children's attendances on one record
// protective:
//   - A health visitor or practice that knows why
//   - An open lead professional
// sentence: {child}: {count} attendances since {since}; {together} of the children of the home; {departments}
//   departments within ninety days.
// identity: child
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, year date, child integer, siblings integer, quarter date, hospitals
//   integer
// columns: child string, count integer, together integer, departments integer, since date, evidence_on date?, path
//   list
CALL () {
  MATCH (v0:Event)<-[e0:PARTY_TO]-(c:Child)
  WHERE v0.kind = 'emergency_attendance' AND v0.kind IN $event_kinds AND NOT coalesce(v0.planned, false) AND v0.on >= $year AND v0.on <= $as_at
    AND v0.guard IN $clear AND c.guard IN $clear AND e0.guard IN $clear AND e0.first_seen <= $known_at AND (e0.withdrawn IS NULL OR e0.withdrawn > $known_at)
  WITH c, count(DISTINCT v0.uid) AS mine0, count(DISTINCT CASE WHEN v0.on >= $quarter THEN e0.place END) AS places0
  WHERE mine0 >= $child OR places0 >= $hospitals
  RETURN c
  UNION
  MATCH (v0:Event)<-[e0:PARTY_TO]-(o0:Child)
  WHERE v0.kind = 'emergency_attendance' AND v0.kind IN $event_kinds AND NOT coalesce(v0.planned, false) AND v0.on >= $year AND v0.on <= $as_at
    AND v0.guard IN $clear AND o0.guard IN $clear AND e0.guard IN $clear AND e0.first_seen <= $known_at AND (e0.withdrawn IS NULL OR e0.withdrawn > $known_at)
  WITH o0, count(DISTINCT v0.uid) AS times0
  MATCH (o0)-[l1:LIVES_AT]->(x0:Address)
  WHERE l1.kind IN ['main_home', 'second_home'] AND (l1.to IS NULL OR l1.to >= $as_at) AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND x0.guard IN $clear
  WITH DISTINCT o0, times0, x0
  WITH x0, sum(times0) AS times0
  MATCH (x0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'second_home']
  WITH DISTINCT c, x0, times0
  WITH c, sum(times0) AS times0
  WHERE times0 >= $siblings
  RETURN c
}
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[e:PARTY_TO]->(v:Event)
WHERE v.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND v.kind = 'emergency_attendance' AND v.kind IN $event_kinds
  AND NOT coalesce(v.planned, false) AND v.on >= $year AND v.on <= $as_at
WITH c, count(DISTINCT v.uid) AS mine, max(v.on) AS latest,
  collect(DISTINCT CASE WHEN v.on >= $quarter THEN e.place END) AS places, collect(DISTINCT e {.key, kind: v.kind, from: v.on, to: v.until, status: e.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: c.uid, end: v.uid}) AS steps
CALL (c) {
  MATCH (c)-[lc:LIVES_AT]->(x:Address)
  WHERE x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
    AND lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  }
  WITH c, x
  WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
  MATCH (x)<-[lo:LIVES_AT]-(o:Child)
  WHERE o.guard IN $clear AND o.uid <> c.uid AND lo.guard IN $clear AND lo.first_seen <= $known_at AND (lo.withdrawn IS NULL OR lo.withdrawn > $known_at) AND lo.kind IN ['main_home', 'second_home'] AND (lo.from IS NULL OR lo.from <= $as_at) AND (lo.to IS NULL OR lo.to >= $as_at)
  WITH DISTINCT o
  MATCH (o)-[f:PARTY_TO]->(w:Event)
  WHERE w.guard IN $clear AND f.guard IN $clear AND f.first_seen <= $known_at AND (f.withdrawn IS NULL OR f.withdrawn > $known_at) AND w.kind = 'emergency_attendance' AND w.kind IN $event_kinds
    AND NOT coalesce(w.planned, false) AND w.on >= $year AND w.on <= $as_at
  RETURN count(DISTINCT w.uid) AS theirs, collect(DISTINCT f {.key, kind: w.kind, from: w.on, to: w.until, status: f.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: o.uid, end: w.uid}) AS others
}
WITH c, mine, latest, places, steps, theirs, others
WHERE mine >= $child OR mine + theirs >= $siblings OR size(places) >= $hospitals
RETURN c.uid AS child, mine AS count, mine + theirs AS together, size(places) AS departments, $year AS since,
  latest AS evidence_on, steps + others AS path
