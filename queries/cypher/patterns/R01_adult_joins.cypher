// question: Has an adult with a recorded history of harm to other children begun to live with this child?
// name: Adult with a history joins a child's household
// why: In several reviews an adult whose past was known to another agency, or in another family, lived with a
//   child and nobody had put the two together.
// source: Serious case reviews of Peter Connelly (2009) and of Arthur Labinjo-Hughes and Star Hobson (2022); Child
//   Safeguarding Practice Review Panel, The Myth of Invisible Men (2021)
// thresholds:
//   - joined: 180 days before; no published basis; the adult came at most so long ago
//   - overlap: 14 days before; no published basis; and has been there for at least so long
//   - involved: 10 years before; no published basis; the earlier plan, care or enquiry began since then
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: social_care
// guards:
//   - Foster carers and staff: whoever is recorded as paid to care for any child is left out
//   - Parents: an adult recorded as the child's parent is left out
//   - Whole families that moved: an adult who lived with the child at an earlier address is left out
//   - An old address that nobody ended: only homes begun or confirmed within the limit count, and not where the
//     person has moved on since
//   - Communal places: hostels, refuges, children's homes, hospitals and the like are left out
// unguarded_cases:
//   - A parent who has since been assessed as safe: no agency records that as such; the dates of each involvement
//     are shown
//   - A victim recorded as if an abuser: the role in each record is shown, and a person decides
// wrong:
//   - The adult is two people whose records were joined
//   - The address is a block of flats under one reference
//   - The adult has left and nobody said so
// protective:
//   - An open lead professional for the child
//   - A worker who has seen the child alone since the adult came
//   - An open assessment of the adult's household
// sentence: {adult} has lived at the same address as {child} since {joined}. {adult} is recorded as parent or
//   carer of another child of whom {history}.
// identity: child, adult, address
// owner: Safeguarding lead of the partnership
// version: 3
// review: 2027-09-30
// switched: on
// reach: adults
// parameters: as_at date, known_at date, joined date, overlap date, involved date, confirmed date
// columns: child string, adult string, address string, joined date?, history string, evidence_on date?, path list
MATCH (o0:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.kind IN ['child_protection', 'looked_after', 'section_47'] AND i0.from >= $involved AND i0.from <= $as_at
  AND $sees_other_adults AND o0.guard IN $clear AND s0.guard IN $clear AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at)
WITH DISTINCT o0
MATCH (o0)<-[t0:PARENT_OF|CARES_FOR]-(a0:Carer)
WHERE t0.guard IN $clear AND a0.guard IN $clear
WITH DISTINCT a0
MATCH (a0)-[l1:LIVES_AT]->(x0:Address)
WHERE l1.from >= $joined AND l1.from <= $overlap AND l1.kind IN ['main_home', 'second_home'] AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND x0.guard IN $clear
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
WHERE x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'second_home'] AND (l7.to IS NULL OR l7.to >= $as_at)
WITH x7, collect(DISTINCT c) AS here
MATCH (x7)<-[l8:LIVES_AT]-(a7:Carer)
WHERE l8.from >= $joined AND l8.from <= $overlap AND a7.guard IN $clear AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home']
  AND EXISTS {
    MATCH (a7)-[t7:PARENT_OF|CARES_FOR]->(o7:Child)-[i7:INVOLVED_WITH]->(s7:Service)
    WHERE i7.kind IN ['child_protection', 'looked_after', 'section_47'] AND i7.from >= $involved
      AND o7.guard IN $clear AND t7.guard IN $clear AND t7.first_seen <= $known_at AND (t7.withdrawn IS NULL OR t7.withdrawn > $known_at) AND s7.guard IN $clear AND i7.guard IN $clear AND i7.first_seen <= $known_at AND (i7.withdrawn IS NULL OR i7.withdrawn > $known_at)
  } AND COUNT {
    MATCH (x7)<-[h7:LIVES_AT]-(q7:Person)
    WHERE h7.guard IN $clear AND q7.guard IN $clear
  } <= 30
UNWIND here AS c
WITH DISTINCT c
MATCH (c)-[lc:LIVES_AT]->(x:Address)
WHERE lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND lc.kind IN ['main_home', 'second_home'] AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND (lc.last_confirmed >= $confirmed OR lc.from >= $confirmed)
  AND x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
WITH c, lc, x
WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
MATCH (x)<-[la:LIVES_AT]-(a:Carer)
WHERE la.from >= $joined AND la.from <= $overlap AND la.guard IN $clear AND la.first_seen <= $known_at AND (la.withdrawn IS NULL OR la.withdrawn > $known_at) AND la.kind IN ['main_home', 'second_home'] AND (la.from IS NULL OR la.from <= $as_at) AND (la.to IS NULL OR la.to >= $as_at)
  AND coalesce(lc.from, c.date_of_birth) <= la.from
  AND a.guard IN $clear AND a.uid <> c.uid
WITH c, x, lc, la, a
MATCH (a)-[t:PARENT_OF|CARES_FOR]->(o:Child)-[i:INVOLVED_WITH]->(s:Service)
WHERE o.guard IN $clear AND o.uid <> c.uid AND s.guard IN $clear
  AND t.guard IN $clear AND t.first_seen <= $known_at AND (t.withdrawn IS NULL OR t.withdrawn > $known_at) AND NOT coalesce(t.paid, false)
  AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at)
  AND i.kind IN ['child_protection', 'looked_after', 'section_47'] AND i.from >= $involved AND i.from <= $as_at
WITH c, lc, x, la, a, collect(DISTINCT i.kind) AS kinds,
  collect(DISTINCT t {.key, kind: coalesce(t.relationship, t.kind), .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'CARES_FOR', start: a.uid, end: o.uid}) + collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: o.uid, end: null}) AS past
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
    MATCH (a)-[n:PARENT_OF]->(c)
    WHERE n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at)
  }
  AND NOT EXISTS {
    MATCH (a)-[paid:CARES_FOR]->(k:Child)
    WHERE k.guard IN $clear AND paid.paid = true AND paid.guard IN $clear AND paid.first_seen <= $known_at AND (paid.withdrawn IS NULL OR paid.withdrawn > $known_at)
  }
  AND NOT EXISTS {
    MATCH (a)-[ea:LIVES_AT]->(z:Address)<-[ec:LIVES_AT]-(c)
    WHERE z.guard IN $clear AND ea.guard IN $clear AND ea.first_seen <= $known_at AND (ea.withdrawn IS NULL OR ea.withdrawn > $known_at) AND ec.guard IN $clear AND ec.first_seen <= $known_at AND (ec.withdrawn IS NULL OR ec.withdrawn > $known_at)
      AND ea.kind IN ['main_home', 'second_home'] AND ec.kind IN ['main_home', 'second_home'] AND (ea.from < $joined OR z.uid <> x.uid AND ea.from < la.from)
  }
WITH c, x, a, kinds, past, min(la.from) AS joined,
  collect(DISTINCT lc {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) + collect(DISTINCT la {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: a.uid, end: x.uid}) AS stays
RETURN c.uid AS child, a.uid AS adult, x.uid AS address, joined,
  CASE WHEN 'looked_after' IN kinds THEN 'it is recorded that the child was looked after'
    WHEN 'child_protection' IN kinds THEN 'it is recorded that the child had a protection plan'
    ELSE 'an enquiry under section 47 is recorded' END AS history,
  joined AS evidence_on, stays + past AS path
