// question: Has this child lived in several homes, or in several authorities, within a year?
// name: Transience
// why: Families in which children are harmed sometimes move often, so that no agency has the whole picture. Most
//   families who move often do so for other reasons.
// source: The Victoria Climbié Inquiry (2003); procedures for transient families of Lincolnshire, the Tees and
//   West Yorkshire
// thresholds:
//   - window: 12 months before; no published basis; within so long
//   - homes: 3 homes; no published basis; so many different homes
//   - authorities: 2 authorities; no published basis; or homes that began within it in so many authorities
//   - shortest: 7 days; no published basis; shorter stays do not count
// feeds: social_care, education
// guards:
//   - Housing duty, asylum dispersal and refuge: stays in temporary accommodation, hostels and refuges do not
//     count
//   - Looked-after children: placements do not count
//   - The same home written differently: homes are counted as the index recognises them, not as they are written
//   - Second homes: nor do correspondence addresses count
//   - One move across a border: the home from which a family came is no home of another authority that began within
//     the window
// unguarded_cases:
//   - Families of the armed forces: no feed says who they are
//   - Gypsy, Roma and Traveller families: ethnicity is never used, in either direction; sites and moorings do not
//     count
// wrong:
//   - A home written so differently that it is taken for two
//   - A move that was entered twice with different dates
// protective:
//   - An open lead professional who followed the moves
//   - An unbroken enrolment at one school
// sentence: {child} has lived in {count} homes since {since}, in {authorities_found} authorities as far as
//   recorded.
// identity: child
// owner: Safeguarding lead of the partnership
// version: 2
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, window date, homes integer, authorities integer, shortest integer
// columns: child string, count integer, authorities_found integer, since date, evidence_on date?, path list
MATCH (c:Child)-[l0:LIVES_AT]->(x0:Address)
WHERE l0.kind = 'main_home' AND l0.from <= $as_at AND (l0.to IS NULL OR l0.to >= $window) AND l0.guard IN $clear AND l0.first_seen <= $known_at AND (l0.withdrawn IS NULL OR l0.withdrawn > $known_at)
  AND c.guard IN $clear AND x0.guard IN $clear AND coalesce(x0.address_class, 'unknown') IN ['residential', 'unknown']
WITH c, count(DISTINCT CASE WHEN l0.from >= $window THEN x0.uid END) AS begun0, count(DISTINCT x0.uid) AS homes0,
  count(DISTINCT CASE WHEN l0.from >= $window THEN x0.local_authority END) AS authorities0
WHERE begun0 > 0 AND (homes0 >= $homes OR authorities0 >= $authorities)
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[e:LIVES_AT]->(x:Address)
WHERE e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND e.kind = 'main_home' AND x.guard IN $clear
  AND e.from <= $as_at AND (e.to IS NULL OR e.to >= $window)
  AND (e.to IS NULL OR e.to >= e.from + duration({days: $shortest}))
  AND (e.to IS NOT NULL OR e.from <= $as_at - duration({days: $shortest}))
  AND coalesce(x.address_class, 'unknown') IN ['residential', 'unknown']
WITH c, x, min(e.from) AS since, max(e.from) AS latest,
  collect(DISTINCT e {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS stays
WITH c, collect({uid: x.uid, local_authority: x.local_authority, since: since, said: stays}) AS lived, max(since) AS moved
WITH c, moved, [one IN lived WHERE one.since >= $window] AS begun, [one IN lived WHERE one.since < $window] AS before
WHERE size(begun) > 0
UNWIND CASE WHEN size(before) = 0 THEN [{since: null}] ELSE before END AS one
WITH c, moved, begun, one ORDER BY one.since DESC
WITH c, moved, begun, collect(one)[0] AS last
WITH c, moved, CASE WHEN last.since IS NULL THEN begun ELSE begun + [last] END AS counted
UNWIND counted AS one
WITH c, moved, count(*) AS found, count(DISTINCT CASE WHEN one.since >= $window THEN one.local_authority END) AS las,
  collect(one.said) AS stays
WHERE found >= $homes OR las >= $authorities
RETURN c.uid AS child, found AS count, las AS authorities_found, $window AS since, moved AS evidence_on,
  reduce(all = [], some IN stays | all + some) AS path
