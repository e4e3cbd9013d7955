// question: Has one adult lived with children of several separate families within three years?
// name: One adult, several households of children
// why: An adult who moves from family to family is known to each agency in one of them only.
// source: Serious case review of Daniel Pelka (2013); Child Safeguarding Practice Review Panel, The Myth of
//   Invisible Men (2021)
// thresholds:
//   - window: 36 months before; no published basis; within so long
//   - households: 3 households; no published basis; so many homes with separate families
// feeds: social_care
// guards:
//   - Childminders, foster carers and staff: whoever is paid to care is left out
//   - Names on a contact form: only living at an address counts
//   - Brothers and sisters: children who share a parent are one family, and the adult's own children do not count
// unguarded_cases:
//   - Grandparents with children of several of their own: their grandchildren share no parent; look at the
//     relationship
//   - Several families in one shared house: one home counts once, though an adult who moves among such is as little known
//   - A person noted as an abuser: no query steps from such a person to anybody else's home
// wrong:
//   - The adult is two people whose records were joined
//   - A block of flats under one reference
// protective:
//   - A known relationship to each family
// sentence: {adult}, who lives at the same address as {child}, has lived with children of {count} separate
//   families since {since}.
// identity: child, adult
// owner: Safeguarding lead of the partnership
// version: 3
// review: 2027-09-30
// switched: on
// reach: adults
// parameters: as_at date, known_at date, window date, households integer
// columns: child string, adult string, count integer, since date, evidence_on date?, path list
MATCH (a0:Carer)-[l1:LIVES_AT]->(y0:Address)
WHERE l1.from >= $window AND l1.from <= $as_at AND l1.kind IN ['main_home', 'second_home'] AND NOT coalesce(a0.alleged_abuser, false) AND $sees_other_adults
  AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND a0.guard IN $clear AND y0.guard IN $clear
WITH a0, collect(DISTINCT y0) AS homes0
WHERE size(homes0) >= $households
UNWIND homes0 AS y0
WITH DISTINCT y0
WHERE COUNT {
    MATCH (y0)<-[h0:LIVES_AT]-(q0:Person)
    WHERE h0.guard IN $clear AND q0.guard IN $clear
  } <= 30
MATCH (y0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'second_home']
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18})) AND $sees_other_adults
MATCH (c)-[l7:LIVES_AT]->(x7:Address) // first, of each home once, whether it can be: most are left here
WHERE x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'second_home'] AND (l7.to IS NULL OR l7.to >= $as_at)
WITH x7, collect(DISTINCT c) AS here
MATCH (x7)<-[l8:LIVES_AT]-(a7:Carer)
WHERE l8.from >= $window AND a7.guard IN $clear AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home'] AND NOT coalesce(a7.alleged_abuser, false)
  AND COUNT {
    MATCH (a7)-[l9:LIVES_AT]->(y7:Address)
    WHERE l9.from >= $window AND l9.from <= $as_at AND l9.guard IN $clear AND l9.first_seen <= $known_at AND (l9.withdrawn IS NULL OR l9.withdrawn > $known_at) AND l9.kind IN ['main_home', 'second_home'] AND y7.guard IN $clear
  } >= $households AND COUNT {
    MATCH (x7)<-[h7:LIVES_AT]-(q7:Person)
    WHERE h7.guard IN $clear AND q7.guard IN $clear
  } <= 30
UNWIND here AS c
WITH DISTINCT c
MATCH (c)-[lc:LIVES_AT]->(x:Address)
WHERE lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
WITH c, lc, x
WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
MATCH (x)<-[la:LIVES_AT]-(a:Carer)
WHERE la.from >= $window AND la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at) AND a.guard IN $clear AND a.uid <> c.uid
  AND NOT coalesce(a.alleged_abuser, false)
WITH c, x, lc, la, a
WHERE NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > lc.from AND m.from <= $as_at
  } AND NOT EXISTS {
    MATCH (a)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > la.from AND m.from <= $as_at
  }
  AND NOT EXISTS {
    MATCH (a)-[own_child:PARENT_OF]->(c)
    WHERE own_child.guard IN $clear AND own_child.first_seen <= $known_at AND (own_child.withdrawn IS NULL OR own_child.withdrawn > $known_at)
  }
  AND NOT EXISTS {
    MATCH (a)-[paid:CARES_FOR]->(k:Child)
    WHERE k.guard IN $clear AND paid.paid = true AND paid.guard IN $clear AND paid.first_seen <= $known_at AND (paid.withdrawn IS NULL OR paid.withdrawn > $known_at)
  }
WITH c, a, collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS mine
MATCH (a)-[l1:LIVES_AT]->(y:Address)
WHERE a.guard IN $clear AND NOT coalesce(a.alleged_abuser, false)
  AND y.guard IN $clear AND NOT coalesce(y.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode'] AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND l1.kind IN ['main_home', 'second_home']
  AND l1.from <= $as_at AND (l1.to IS NULL OR l1.to >= $window) AND l1.from >= $window
WITH c, a, mine, l1, y
WHERE COUNT {
    MATCH (y)<-[h1:LIVES_AT]-(q1:Person)
    WHERE h1.guard IN $clear AND q1.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
MATCH (y)<-[l2:LIVES_AT]-(o:Child)
WHERE o.guard IN $clear AND o.uid <> a.uid
  AND l2.guard IN $clear AND l2.first_seen <= $known_at AND (l2.withdrawn IS NULL OR l2.withdrawn > $known_at) AND l2.kind IN ['main_home', 'second_home']
  AND (l2.from IS NULL OR l2.from <= coalesce(l1.to, $as_at)) AND (l2.to IS NULL OR l2.to >= l1.from)
  AND NOT EXISTS {
    MATCH (a)-[q:PARENT_OF]->(o)
    WHERE q.guard IN $clear AND q.first_seen <= $known_at AND (q.withdrawn IS NULL OR q.withdrawn > $known_at)
  }
OPTIONAL MATCH (o)<-[p:PARENT_OF]-(b:Person)
WHERE b.guard IN $clear AND p.guard IN $clear AND p.first_seen <= $known_at AND (p.withdrawn IS NULL OR p.withdrawn > $known_at)
WITH c, a, mine, y, max(l1.from) AS latest, collect(DISTINCT b.uid) AS parents, collect(DISTINCT l1 {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: a.uid, end: y.uid}) + collect(DISTINCT l2 {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: o.uid, end: y.uid}) AS steps
WITH c, a, mine, y, latest, parents, steps ORDER BY y.uid
WITH c, a, mine, collect(parents) AS families, max(latest) AS latest, collect(steps) AS steps
WITH c, a, mine, latest, steps, size([n IN range(0, size(families) - 1)
  WHERE n = 0 OR NOT any(m IN range(0, n - 1) WHERE any(one IN families[n] WHERE one IN families[m]))]) AS found
WHERE found >= $households // a home whose children share a parent with those of another is no family more
RETURN c.uid AS child, a.uid AS adult, found AS count, $window AS since, latest AS evidence_on,
  mine + reduce(all = [], some IN steps | all + some) AS path
