// question: Does a child with an open plan live in another authority, or newly in temporary accommodation, and
//   nobody there has been told?
// name: Moved to another authority, no hand-over seen
// why: Families under a plan who are housed elsewhere are lost between two authorities unless one tells the other,
//   the school and the practice.
// source: London Child Protection Procedures, children moving across boundaries; Department for Education and
//   others, announcement on notices of temporary accommodation (2025)
// thresholds:
//   - moved: 15 working days before; no published basis; the child has lived there for at least so long
// feeds: social_care
// guards:
//   - Looked-after children: the authority itself placed them
//   - Short stays: the stay has to have lasted so long and not to have ended
//   - The receiving authority has sent a notice, or is responsible
// unguarded_cases:
//   - A neighbour that sends no notices: ring it; its telephone stands with the feed
// wrong:
//   - The authority of the address is wrong
//   - The plan has ended and nobody closed it
// protective:
//   - A notice from the other authority on its way
//   - The lead professional has seen the child since the move
// sentence: {child} has {plan} and has lived at {address} since {since}: {what}.
// identity: child, address
// owner: Safeguarding lead of the partnership
// version: 1
// review: 2027-09-30
// switched: on
// parameters: as_at date, known_at date, moved date, own list
// columns: child string, address string, plan string, what string, since date, evidence_on date?, path list
MATCH (c:Child)-[i0:INVOLVED_WITH]->(s0:Service)
WHERE i0.kind IN ['child_protection', 'child_in_need', 'pre_proceedings'] AND i0.status = 'open' AND i0.guard IN $clear AND i0.first_seen <= $known_at AND (i0.withdrawn IS NULL OR i0.withdrawn > $known_at)
  AND c.guard IN $clear AND s0.guard IN $clear
WITH DISTINCT c // a wider set of children, found from what is rare; what follows decides
WHERE c.guard IN $clear AND c.date_of_death IS NULL AND (c.date_of_birth IS NULL OR c.date_of_birth > $as_at - duration({years: 18}))
MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
WHERE s.guard IN $clear AND i.guard IN $clear AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at) AND (i.from IS NULL OR i.from <= $as_at) AND (i.to IS NULL OR i.to >= $as_at) AND i.status = 'open' AND (i.responsible_authority IS NULL OR (i.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR i.responsible_authority IN $own)))
  AND i.kind IN ['child_protection', 'child_in_need', 'pre_proceedings']
WITH c, collect(i.kind) AS kinds, collect(DISTINCT i {.key, .kind, .status, .from, .to, .first_seen, .last_seen, .last_contact, .last_seen_alone, .agency, .feed, .record,
    type: 'INVOLVED_WITH', start: c.uid, end: null}) AS plans
WITH c, plans, CASE WHEN 'child_protection' IN kinds THEN 'an open protection plan' ELSE 'an open case' END AS plan
MATCH (c)-[l:LIVES_AT]->(x:Address)
WHERE x.guard IN $clear AND l.guard IN $clear AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at) AND l.kind = 'main_home' AND (l.from IS NULL OR l.from <= $as_at) AND (l.to IS NULL OR l.to >= $as_at) AND l.from <= $moved AND NOT EXISTS {
    MATCH (c)-[m:LIVES_AT]->(y:Address)
    WHERE m.guard IN $clear AND m.first_seen <= $known_at AND (m.withdrawn IS NULL OR m.withdrawn > $known_at) AND y.guard IN $clear
      AND m.kind = 'main_home' AND y.uid <> x.uid AND m.from > l.from AND m.from <= $as_at
  }
  AND (x.outside = true
    OR x.address_class = 'temporary_accommodation' AND l.feed = 'housing' AND l.school_told IS NULL AND l.gp_told IS NULL)
  AND NOT EXISTS {
    MATCH (c)-[k:INVOLVED_WITH]->(t:Service)
    WHERE t.guard IN $clear AND k.guard IN $clear AND k.first_seen <= $known_at AND (k.withdrawn IS NULL OR k.withdrawn > $known_at) AND (k.from IS NULL OR k.from <= $as_at) AND (k.to IS NULL OR k.to >= $as_at) AND (k.kind IN ['known_elsewhere', 'looked_after'] OR NOT (k.responsible_authority IS NULL OR (k.responsible_authority <> 'another authority'
    AND (size($own) = 0 OR k.responsible_authority IN $own))))
  }
WITH c, x, plan, plans, min(l.from) AS since,
  max(CASE WHEN x.outside = true THEN 1 ELSE 0 END) AS outside,
  collect(DISTINCT l {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS stays
RETURN c.uid AS child, x.uid AS address, plan,
  CASE WHEN outside = 1 THEN 'that is in another authority, from which no notice is recorded'
    ELSE 'that is temporary accommodation, and neither school nor practice is recorded as told' END AS what,
  since, since AS evidence_on, stays + plans AS path
