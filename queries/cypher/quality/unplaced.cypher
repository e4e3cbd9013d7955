// question: Which children have no home that could be placed, why, and which agencies know them?
// parameters: born_after date
// columns: person map, reason string?, written boolean, agencies list
MATCH (p:Child)
WHERE p.guard IN $clear AND p.place_guard IN $clear AND p.date_of_death IS NULL AND p.date_of_birth > $born_after
  AND NOT EXISTS {
    MATCH (p)-[e:LIVES_AT]->(a:Address)
    WHERE e.guard IN $clear AND a.guard IN $clear AND e.withdrawn IS NULL AND e.to IS NULL
      AND coalesce(a.matched, 'none') <> 'none'
  }
OPTIONAL MATCH (p)-[l:LIVES_AT]->(h:Address)
WHERE l.guard IN $clear AND h.guard IN $clear AND l.withdrawn IS NULL AND l.to IS NULL
WITH p, count(h) AS written
MATCH (r:Record)-[d:DESCRIBES]->(p)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear
RETURN p {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: true, withheld: false} AS person,
  p.unplaced AS reason, written > 0 AS written, collect(DISTINCT r.agency) AS agencies
