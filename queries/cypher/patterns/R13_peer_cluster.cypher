// question: Are at least three children tied pairwise by missing episodes, by places where they were found and by
//   the same people?
// name: Peer cluster with shared missing episodes or places
// why: Children who are exploited together go missing together; the ties are spread over the episodes of each
//   child. A name in a cluster is soon taken as a fact by others: findings are for leads only and end after ninety
//   days.
// source: Contextual safeguarding, peer mapping guidance; Working together to safeguard children (2023), chapter
//   on harm outside the home
// thresholds:
//   - window: 90 days before; no published basis; within so long
//   - ties: 2 ties; no published basis; each pair shares so many different ties
//   - least: 3 children; no published basis; at least so many
//   - most: 15 children; no published basis; at most so many
// feeds: police
// guards:
//   - One children's home: pairs who live at one address are left out
//   - Big groups, which are an event and not a cluster
// unguarded_cases:
//   - One school bus, and friends reported by one officer: neither is recorded; the reliability of each source is
//     asked first
//   - Hours: feeds give days, so episodes that overlap are those of the same days with the same place
// wrong:
//   - A place so busy that it ties everybody together
// protective:
//   - A return interview that was held
//   - An open lead professional of each child
// sentence: {child} and {count} other children were missing at the same time or place, or with the same people,
//   since {since}.
// identity: child
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: off
// reach: everybody
// parameters: as_at date, known_at date, window date, ties integer, least integer, most integer
// columns: child string, count integer, since date, evidence_on date?, path list
MATCH (v0:Event)<-[e0:PARTY_TO]-(c:Child)
WHERE v0.kind IN ['missing_episode', 'exploitation_concern'] AND v0.kind IN $event_kinds AND v0.on >= $window AND v0.on <= $as_at
  AND v0.guard IN $clear AND c.guard IN $clear AND e0.guard IN $clear AND e0.first_seen <= $known_at AND (e0.withdrawn IS NULL OR e0.withdrawn > $known_at)
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
WITH collect(c.uid) AS asked
MATCH (v1:Event)<-[e1:PARTY_TO]-(p1:Child)
WHERE v1.kind IN ['missing_episode', 'exploitation_concern'] AND v1.kind IN $event_kinds AND v1.on >= $window AND v1.on <= $as_at
  AND v1.guard IN $clear AND p1.guard IN $clear AND e1.guard IN $clear AND e1.first_seen <= $known_at AND (e1.withdrawn IS NULL OR e1.withdrawn > $known_at)
UNWIND CASE WHEN $ties = 1 THEN [v1.kind] ELSE [v1.uid, v1.kind + ' ' + e1.place] END AS common
WITH asked, common, p1
WHERE common IS NOT NULL
WITH asked, common, collect(DISTINCT p1) AS near // of three sorts of tie, two or more are never without one of these
WHERE size(near) > 1
UNWIND near AS c
WITH asked, near, c
WHERE c.uid IN asked
UNWIND near AS o
WITH DISTINCT c, o
WHERE o.uid <> c.uid
MATCH (c)-[e:PARTY_TO]->(v:Event)
WHERE v.guard IN $clear AND e.guard IN $clear AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at) AND v.kind IN ['missing_episode', 'exploitation_concern'] AND v.kind IN $event_kinds
  AND v.on >= $window AND v.on <= $as_at
MATCH (o)-[f:PARTY_TO]->(w:Event)
WHERE o.guard IN $clear AND w.guard IN $clear AND f.guard IN $clear AND f.first_seen <= $known_at AND (f.withdrawn IS NULL OR f.withdrawn > $known_at) AND o.uid <> c.uid AND w.kind = v.kind
  AND w.on >= $window AND w.on <= $as_at
  AND ((w.uid = v.uid)
    OR (e.place IS NOT NULL AND e.place = f.place)
    OR (v.kind = 'missing_episode' AND w.on <= coalesce(v.until, $as_at) AND v.on <= coalesce(w.until, $as_at)))
  AND NOT EXISTS {
    MATCH (c)-[lc:LIVES_AT]->(x:Address)<-[lo:LIVES_AT]-(o)
    WHERE x.guard IN $clear AND lc.guard IN $clear AND lc.first_seen <= $known_at AND (lc.withdrawn IS NULL OR lc.withdrawn > $known_at) AND (lc.from IS NULL OR lc.from <= $as_at) AND (lc.to IS NULL OR lc.to >= $as_at) AND lo.guard IN $clear AND lo.first_seen <= $known_at AND (lo.withdrawn IS NULL OR lo.withdrawn > $known_at) AND (lo.from IS NULL OR lo.from <= $as_at) AND (lo.to IS NULL OR lo.to >= $as_at)
  }
WITH c, o, max(CASE WHEN w.uid = v.uid THEN 1 ELSE 0 END) AS same,
  max(CASE WHEN e.place = f.place THEN 1 ELSE 0 END) AS place,
  max(CASE WHEN v.kind = 'missing_episode' AND w.on <= coalesce(v.until, $as_at) AND v.on <= coalesce(w.until, $as_at) THEN 1 ELSE 0 END) AS time,
  max(v.on) AS latest, collect(DISTINCT e {.key, kind: v.kind, from: v.on, to: v.until, status: e.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: c.uid, end: v.uid}) + collect(DISTINCT f {.key, kind: w.kind, from: w.on, to: w.until, status: f.role, .first_seen, .last_seen, .agency, .feed, .record,
    type: 'PARTY_TO', start: o.uid, end: w.uid}) AS steps
WHERE same + place + time >= $ties
WITH c, collect(o.uid) AS peers, max(latest) AS latest, collect(steps) AS steps
WHERE size(peers) + 1 >= $least AND size(peers) + 1 <= $most
RETURN c.uid AS child, size(peers) AS count, $window AS since, latest AS evidence_on,
  reduce(all = [], some IN steps | all + some) AS path
