// question: Has a child lived with a carer in three or more homes since last year?
// name: A question of my own
// why: ...
// source: ...
// thresholds:
//   - since_day: 12 months before; no published basis; moves count since then
//   - homes: 3 homes; no published basis; so many different homes
// feeds: social_care
// guards:
//   - Placements: only main homes count
// unguarded_cases:
//   - Families who moved for work: look at the dates
// wrong:
//   - A home written so differently that it is taken for two
// protective:
//   - An open lead professional
// sentence: {child} has lived in {count} homes.
// identity: child
// owner: ...
// version: 1
// review: 2027-09-30
// switched: off
// parameters: known_at date, since_day date, homes integer
// columns: child string, count integer, evidence_on date?, path list
MATCH (c:Child)
WHERE c.guard IN $clear AND NOT coalesce(c.alleged_abuser, false)
MATCH (c)-[l:LIVES_AT]->(x:Address)
WHERE l.guard IN $clear AND x.guard IN $clear
  AND l.first_seen <= $known_at AND (l.withdrawn IS NULL OR l.withdrawn > $known_at)
  AND l.kind = 'main_home' AND l.from >= $since_day
WITH c, count(DISTINCT x.uid) AS homes_found, max(l.from) AS latest,
  collect(DISTINCT l {.key, .kind, .from, .to, .first_seen, .last_seen, .last_confirmed, .agency, .feed, .record,
    type: 'LIVES_AT', start: c.uid, end: x.uid}) AS stays
WHERE homes_found >= $homes
RETURN c.uid AS child, homes_found AS count, latest AS evidence_on, stays AS path
