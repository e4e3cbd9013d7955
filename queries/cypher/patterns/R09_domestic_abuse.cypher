// question: Does this child live, or did it lately live, with somebody recorded as alleged perpetrator of domestic
//   abuse?
// name: Shares a home with a person linked to domestic abuse
// why: Incidents with different partners at different addresses were each known to somebody and never put together
//   around the children. Only the home that was shared is named: the home of today of a child or a victim is never
//   reached from the person.
// source: Serious case review of Daniel Pelka (2013); Domestic Abuse Act 2021, section 3
// thresholds:
//   - window: 24 months before; no published basis; incidents since then
//   - high: 1 incident; no published basis; so many that were graded high
//   - any: 3 incidents; no published basis; or so many of any grade
//   - shared: 6 months before; no published basis; they lived together until then or still do
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: police, social_care
// guards:
//   - Counter-allegations, and victims recorded as perpetrators: whoever is recorded as victim as often is left
//     out
//   - An old address of a former partner: homes have to be begun or confirmed within the limit, and nobody has
//     moved on
// unguarded_cases:
//   - One incident in which both were recorded as victim and as perpetrator by two officers: both roles are shown
// wrong:
//   - The person in the incident is somebody else of the same name
//   - The home is a block of flats under one reference
// protective:
//   - The person has left the home
//   - An order of the court, an open lead professional, a worker of a domestic abuse service
// sentence: {child} and {adult} {tie}. {adult} is recorded as alleged perpetrator in {count} incidents since
//   {since}, {high_found} of them graded high.
// identity: child, adult
// owner: Safeguarding lead of the partnership
// version: 3
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, window date, high integer, any integer, shared date, confirmed date
// columns: child string, adult string, tie string, count integer, high_found integer, since date, evidence_on
//   date?, path list
MATCH (v0:Event)<-[e0:PARTY_TO]-(a0:Carer)
WHERE v0.kind = 'domestic_abuse' AND v0.kind IN $event_kinds AND v0.on >= $window AND v0.on <= $as_at AND $sees_other_adults
  AND e0.role = 'alleged_perpetrator' AND v0.guard IN $clear AND e0.guard IN $clear AND e0.first_seen <= $known_at AND (e0.withdrawn IS NULL OR e0.withdrawn > $known_at) AND a0.guard IN $clear
WITH a0, count(DISTINCT v0.uid) AS accused0, count(DISTINCT CASE WHEN v0.category CONTAINS 'high' THEN v0.uid END) AS grave0
WHERE accused0 >= $any OR grave0 >= $high
MATCH (a0)-[l1:LIVES_AT]->(x0:Address)
WHERE l1.kind IN ['main_home', 'second_home'] AND (l1.to IS NULL OR l1.to >= $shared) AND (l1.last_confirmed >= $confirmed OR l1.from >= $confirmed)
  AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND x0.guard IN $clear
WITH DISTINCT x0
WHERE COUNT {
    MATCH (x0)<-[h0:LIVES_AT]-(q0:Person)
    WHERE h0.guard IN $clear AND q0.guard IN $clear
  } <= 30
MATCH (x0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'second_home']
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18})) AND $sees_other_adults
MATCH (c)-[l7:LIVES_AT]->(x7:Address) // first, of each home once, whether it can be: most are left here
WHERE x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'second_home'] AND (l7.to IS NULL OR l7.to >= $shared)
WITH x7, collect(DISTINCT c) AS here
WHERE EXISTS {
    MATCH (x7)<-[l8:LIVES_AT]-(a7:Carer)-[e7:PARTY_TO]->(v7:Event)
    WHERE e7.role = 'alleged_perpetrator' AND v7.kind = 'domestic_abuse' AND v7.kind IN $event_kinds AND v7.on >= $window AND v7.guard IN $clear
      AND e7.guard IN $clear AND e7.first_seen <= $known_at AND (e7.withdrawn IS NULL OR e7.withdrawn > $known_at) AND a7.guard IN $clear AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home'] AND (l8.to IS NULL OR l8.to >= $shared)
  } AND COUNT {
    MATCH (x7)<-[h7:LIVES_AT]-(q7:Person)
    WHERE h7.guard IN $clear AND q7.guard IN $clear
  } <= 30
UNWIND here AS c
WITH DISTINCT c
MATCH (c)-[lc:LIVES_AT]->(x:Address)
WHERE lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.last_confirmed >= $confirmed OR lc.from >= $confirmed) AND x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
  AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $shared)
WITH c, lc, x
WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
MATCH (x)<-[la:LIVES_AT]-(a:Carer)
WHERE la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.last_confirmed >= $confirmed OR la.from >= $confirmed) AND a.guard IN $clear AND a.uid <> c.uid
  AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $shared)
  AND (lc.from IS NULL OR la.to IS NULL OR lc.from <= la.to) AND (la.from IS NULL OR lc.to IS NULL OR la.from <= lc.to)
WITH c, lc, x, la, a
WHERE EXISTS {
    MATCH (a)-[said:PARTY_TO]->(row:Event)
    WHERE row.guard IN $clear AND said.guard IN $clear AND said.first_seen <= $known_at AND (said.withdrawn IS NULL OR said.withdrawn > $known_at) AND said.role = 'alleged_perpetrator'
  }
WITH c, x, lc, la, a
WHERE (lc.to IS NOT NULL OR NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  }) AND (la.to IS NOT NULL OR NOT EXISTS {
    MATCH (a)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > la.from AND m.from <= $as_at
  })
WITH c, a, collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) + collect(DISTINCT la {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: a.uid, end: x.uid}) AS stays,
  max(CASE WHEN (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at) THEN 1 ELSE 0 END) AS now
MATCH (a)-[e:PARTY_TO]->(v:Event)
WHERE a.guard IN $clear AND v.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND v.kind = 'domestic_abuse' AND v.kind IN $event_kinds
  AND v.on >= $window AND v.on <= $as_at
WITH c, a, stays, now,
  collect(DISTINCT CASE WHEN e.role = 'alleged_perpetrator' THEN v.uid END) AS accused,
  collect(DISTINCT CASE WHEN e.role = 'alleged_perpetrator' AND v.category CONTAINS 'high' THEN v.uid END) AS grave,
  collect(DISTINCT CASE WHEN e.role = 'victim' THEN v.uid END) AS suffered,
  max(v.on) AS latest, collect(DISTINCT e {.key, kind: v.kind, from: v.on, to: v.until, status: e.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: a.uid, end: v.uid}) AS events
WHERE (size(grave) >= $high OR size(accused) >= $any) AND size(suffered) < size(accused)
RETURN c.uid AS child, a.uid AS adult,
  CASE WHEN now = 1 THEN 'live at the same address' ELSE 'lately lived at the same address' END AS tie,
  size(accused) AS count, size(grave) AS high_found, $window AS since, latest AS evidence_on, stays + events AS path
