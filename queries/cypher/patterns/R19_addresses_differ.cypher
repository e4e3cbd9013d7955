// question: Do two agencies hold different present homes of this child?
// name: Agencies hold different current addresses
// why: A visit went to the wrong address; a letter, a check or a warning that goes to an old home reaches nobody.
// source: Local child safeguarding practice review of Sara Sharif (2025); UK GDPR, Article 5(1)(d)
// thresholds:
//   - mismatch: 14 days before; no published basis; the difference has stood for at least so long
//   - asserted: 60 days before; no published basis; both agencies still said so since then
//   - confirmed: 12 months before; no published basis; a home counts that was begun or confirmed with the family
//     since then
// feeds: social_care, education
// guards:
//   - Shared care: a second home that anybody records as such is no difference
//   - Lag: a difference of a few days
//   - Placements: nor do correspondence addresses count
//   - The same home written differently: homes are compared as the index recognises them
//   - A later address of the same agency: it replaces the earlier one
// unguarded_cases:
//   - Two homes that nobody typed as two: the answer is to type one as the second home
// wrong:
//   - An address so badly written that it was taken for another home
// protective:
//   - A visit since the later date
// sentence: {agency} holds another present home of {child} than {other_agency}, since {since}.{plan}
// identity: child, address, other_address
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, mismatch date, asserted date, confirmed date
// columns: child string, address string, other_address string, agency string, other_agency string, since date,
//   plan string, evidence_on date?, path list
MATCH (c:Child)-[l0:LIVES_AT]->(x0:Address)
WHERE l0.kind = 'main_home' AND (l0.from IS NULL OR l0.from <= $as_at) AND (l0.to IS NULL OR l0.to >= $as_at)
  AND (l0.last_confirmed >= $confirmed OR l0.from >= $confirmed) AND l0.guard IN $clear AND l0.first_seen <= $known_at AND (l0.withdrawn IS NULL OR l0.withdrawn > $known_at) AND c.guard IN $clear AND x0.guard IN $clear
WITH c, count(DISTINCT x0.uid) AS homes0, count(DISTINCT l0.agency) AS agencies0
WHERE homes0 > 1 AND agencies0 > 1
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[l1:LIVES_AT]->(x:Address)
WHERE l1.guard IN $clear AND l1.first_seen <= $known_at AND (l1.withdrawn IS NULL OR l1.withdrawn > $known_at) AND l1.kind = 'main_home' AND (l1.from IS NULL OR l1.from <= $as_at) AND (l1.to IS NULL OR l1.to >= $as_at) AND (l1.last_confirmed >= $confirmed OR l1.from >= $confirmed) AND x.guard IN $clear
  AND (l1.last_seen IS NULL OR l1.last_seen >= $asserted)
  AND NOT coalesce(x.address_class, 'unknown') IN ['foster_home', 'childrens_home', 'no_fixed_abode', 'refuge', 'hospital', 'prison', 'school']
MATCH (c)-[l2:LIVES_AT]->(y:Address)
WHERE y.uid > x.uid AND l2.agency <> l1.agency
  AND l2.guard IN $clear AND l2.first_seen <= $known_at AND (l2.withdrawn IS NULL OR l2.withdrawn > $known_at) AND l2.kind = 'main_home' AND (l2.from IS NULL OR l2.from <= $as_at) AND (l2.to IS NULL OR l2.to >= $as_at) AND (l2.last_confirmed >= $confirmed OR l2.from >= $confirmed) AND y.guard IN $clear
  AND (l2.last_seen IS NULL OR l2.last_seen >= $asserted)
  AND NOT coalesce(y.address_class, 'unknown') IN ['foster_home', 'childrens_home', 'no_fixed_abode', 'refuge', 'hospital', 'prison', 'school']
  AND coalesce(l1.from, l1.last_confirmed) <= $mismatch AND coalesce(l2.from, l2.last_confirmed) <= $mismatch
  AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(z:Address)
    WHERE z.guard IN $clear AND m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND (m.from IS NULL OR m.from <= $as_at) AND (m.to IS NULL OR m.to >= $as_at)
      AND (m.kind IN ['second_home', 'placement']
        OR m.kind = 'main_home' AND m.agency = l1.agency AND z.uid <> x.uid AND (z.uid = y.uid OR m.from > l1.from)
        OR m.kind = 'main_home' AND m.agency = l2.agency AND z.uid <> y.uid AND (z.uid = x.uid OR m.from > l2.from))
  }
WITH c, x, y, min(l1.agency) AS agency, min(l2.agency) AS other_agency,
  max(CASE WHEN coalesce(l1.from, l1.last_confirmed) > coalesce(l2.from, l2.last_confirmed) THEN coalesce(l1.from, l1.last_confirmed)
    ELSE coalesce(l2.from, l2.last_confirmed) END) AS since,
  collect(DISTINCT l1 {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) + collect(DISTINCT l2 {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: y.uid}) AS path
RETURN c.uid AS child, x.uid AS address, y.uid AS other_address, agency, other_agency, since,
  CASE WHEN EXISTS {
    MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
    WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) AND i.status = 'open' AND i.kind IN ['child_protection', 'child_in_need', 'looked_after']
  } THEN ' A plan or case is open.' ELSE '' END AS plan,
  since AS evidence_on, path
