// question: How many of a feed's present child records does another agency know too, by what may bear on matching?
// parameters: feed string
// columns: surname string?, ethnicity string?, deprivation integer?, records integer, matched integer
MATCH (r:Record {feed: $feed})-[d:DESCRIBES]->(p:Child)
WHERE r.current AND r.last_seen IS NULL AND r.kind = 'child' AND r.guard IN $clear
  AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
OPTIONAL MATCH (o:Record)-[e:DESCRIBES]->(p)
WHERE o.current AND o.guard IN $clear AND e.guard IN $clear
WITH r, p, max(o.ethnicity) AS ethnicity, sum(CASE WHEN o.agency <> r.agency THEN 1 ELSE 0 END) AS others
OPTIONAL MATCH (p)-[l:LIVES_AT]->(a:Address)
WHERE l.record = r.key AND l.withdrawn IS NULL AND l.to IS NULL AND l.guard IN $clear AND a.guard IN $clear
WITH r, ethnicity, others, min(a.deprivation) AS deprivation
RETURN r.surname AS surname, ethnicity, deprivation, count(r) AS records,
  sum(CASE WHEN others > 0 THEN 1 ELSE 0 END) AS matched
