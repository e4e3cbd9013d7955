// question: Does an agency name a child at a home where others work with the other children and have no record of
//   this one?
// name: Child unknown in a known household
// why: Khyra Ishaq's brothers and sisters were withdrawn with her; a child whom only housing or the police has
//   named is looked for by nobody.
// source: Serious case review of Khyra Ishaq (2010); The Victoria Climbié Inquiry (2003)
// thresholds:
//   - named: 24 months before; no published basis; the child was named there since then
// feeds: social_care
// guards:
//   - A misspelt brother or sister: a child of the home with the same date of birth, or a record that waits at the
//     desk to be compared, is left out
//   - Children who moved away, and stays that ended
//   - Placements: another authority's or this authority's looked-after child is nobody's missed link
//   - Communal places: hostels and the like
// unguarded_cases:
//   - Visiting children: whoever named the child is asked
//   - Twins of whom one is unknown share a date of birth with the other and are not found
// wrong:
//   - Two records of one child that were not joined
//   - A block of flats under one reference
// protective:
//   - Another agency works with the child
// sentence: {named_by} names {child} at {address}. {agency} works with {other} there and has no record of {child}.
// identity: child, address, agency
// owner: Safeguarding lead of the partnership
// version: 4
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, named date, own list
// columns: child string, address string, agency string, other string, named_by string, evidence_on date?, path
//   list
MATCH (o0:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.status = 'open' AND i0.kind IN ['child_protection', 'child_in_need', 'section_47', 'pre_proceedings', 'assessment', 'early_help']
  AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at) AND o0.guard IN $clear AND s0.guard IN $clear
WITH DISTINCT o0, s0.agency AS agency0
MATCH (o0)-[l1:LIVES_AT]->(x0:Address)
WHERE l1.kind IN ['main_home', 'second_home'] AND (l1.to IS NULL OR l1.to >= $as_at) AND l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND x0.guard IN $clear
WITH DISTINCT x0, agency0
WHERE COUNT {
    MATCH (x0)<-[h0:LIVES_AT]-(q0:Person)
    WHERE h0.guard IN $clear AND q0.guard IN $clear
  } <= 30
MATCH (x0)<-[l0:LIVES_AT]-(c:Child)
WHERE l0.guard IN $clear AND l0.kind IN ['main_home', 'said_by_others', 'tenancy_only'] AND c.guard IN $clear
  AND NOT EXISTS {
    MATCH (c)<-[d0:DESCRIBES]-(r0:Record)
    WHERE d0.guard IN $clear AND r0.guard IN $clear AND r0.agency = agency0
  }
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[l7:LIVES_AT]->(x7:Address) // first, of each home once, whether it can be: most are left here
WHERE x7.guard IN $clear AND l7.guard IN $clear AND l7.first_seen <= $known_at AND (l7.withdrawn IS NULL OR l7.withdrawn > $known_at) AND l7.kind IN ['main_home', 'said_by_others', 'tenancy_only'] AND (l7.to IS NULL OR l7.to >= $as_at)
WITH x7, collect(DISTINCT c) AS here
WHERE EXISTS {
    MATCH (x7)<-[l8:LIVES_AT]-(k7:Child)-[i7:INVOLVED_WITH]->(s7:Service)
    WHERE i7.status = 'open' AND i7.kind IN ['child_protection', 'child_in_need', 'section_47', 'pre_proceedings', 'assessment', 'early_help']
      AND k7.guard IN $clear AND s7.guard IN $clear AND i7.guard IN $clear AND i7.first_seen <= $known_at AND (i7.withdrawn IS NULL OR i7.withdrawn > $known_at) AND l8.guard IN $clear AND l8.first_seen <= $known_at AND (l8.withdrawn IS NULL OR l8.withdrawn > $known_at) AND l8.kind IN ['main_home', 'second_home']
      AND (l8.to IS NULL OR l8.to >= $as_at)
  } AND COUNT {
    MATCH (x7)<-[h7:LIVES_AT]-(q7:Person)
    WHERE h7.guard IN $clear AND q7.guard IN $clear
  } <= 30
UNWIND here AS c
WITH DISTINCT c
MATCH (c)-[l:LIVES_AT]->(x:Address)
WHERE x.guard IN $clear AND NOT coalesce(x.address_class, 'unknown') IN ['hostel', 'supported_accommodation', 'childrens_home', 'foster_home',
    'hospital', 'prison', 'communal', 'school', 'refuge', 'no_fixed_abode']
  AND l.guard IN $clear AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at) AND (l.from IS NULL OR l.from <= $as_at) AND (l.to IS NULL OR l.to >= $as_at) AND l.kind IN ['main_home', 'said_by_others', 'tenancy_only']
  AND coalesce(l.last_confirmed, l.from, l.first_seen) >= $named
WITH c, l, x
WHERE COUNT {
    MATCH (x)<-[h:LIVES_AT]-(q:Person)
    WHERE h.guard IN $clear AND q.guard IN $clear
  } <= 30 // more people than this make an address a hub, not a home
MATCH (x)<-[m:LIVES_AT]-(k:Child)
WHERE k.guard IN $clear AND k.uid <> c.uid
  AND m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND m.kind IN ['main_home', 'second_home'] AND (m.from IS NULL OR m.from <= $as_at) AND (m.to IS NULL OR m.to >= $as_at)
  AND (c.date_of_birth IS NULL OR k.date_of_birth IS NULL OR c.date_of_birth <> k.date_of_birth)
MATCH (k)-[i:INVOLVED_WITH]->(s:Service)
WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) AND i.status = 'open' AND (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own)))
  AND i.kind IN ['child_protection', 'child_in_need', 'section_47', 'pre_proceedings', 'assessment', 'early_help']
WITH c, x, l, m, k, i, s
WHERE NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > l.from AND m.from <= $as_at
  } AND NOT EXISTS {
    MATCH (k)-[n:LIVES_AT]->(y:Address)
    WHERE n.guard IN $clear AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at) AND y.guard IN $clear
      AND n.kind = 'main_home' AND y.uid <> x.uid AND n.from > m.from AND n.from <= $as_at
  }
  AND NOT EXISTS {
    MATCH (c)<-[d:DESCRIBES]-(r:Record)
    WHERE d.guard IN $clear AND r.guard IN $clear AND r.agency = s.agency
  }
  AND NOT EXISTS {
    MATCH (c)-[j:INVOLVED_WITH]->(t:Service)
    WHERE t.guard IN $clear AND j.guard IN $clear AND j.first_seen <= $known_at AND (j.withdrawn IS NULL OR j.withdrawn > $known_at) AND (j.from IS NULL OR j.from <= $as_at) AND (j.to IS NULL OR j.to >= $as_at) AND (j.kind IN ['looked_after', 'known_elsewhere'] OR NOT (j.responsible_authority IS NULL OR (j.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR j.responsible_authority IN $own))))
  }
  AND NOT EXISTS {
    MATCH (c)-[f:LIVES_AT]->(z:Address)
    WHERE z.guard IN $clear AND f.guard IN $clear AND f.first_seen <= $known_at AND (f.withdrawn IS NULL OR f.withdrawn > $known_at) AND (f.from IS NULL OR f.from <= $as_at) AND (f.to IS NULL OR f.to >= $as_at) AND f.kind = 'placement'
  }
  AND NOT EXISTS {
    MATCH (c)-[g:LIVES_AT]->(x)<-[h:LIVES_AT]-(b:Child)
    WHERE b.guard IN $clear AND b.uid <> c.uid AND b.date_of_birth = c.date_of_birth AND g.guard IN $clear AND g.first_seen <= $known_at AND (g.withdrawn IS NULL OR g.withdrawn > $known_at) AND h.guard IN $clear AND h.first_seen <= $known_at AND (h.withdrawn IS NULL OR h.withdrawn > $known_at)
  }
WITH c, x, s.agency AS agency, min(k.uid) AS other, min(l.agency) AS named_by,
  max(coalesce(l.last_confirmed, l.from, l.first_seen)) AS latest,
  collect(DISTINCT l {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) + collect(DISTINCT m {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: k.uid, end: x.uid}) + collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: k.uid, end: null}) AS path
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
WITH c, x, agency, other, named_by, latest, path, waits1 + waits2 AS waits
WHERE waits = 0 // the desk comes first
RETURN c.uid AS child, x.uid AS address, agency, other, named_by, latest AS evidence_on, path
