// question: Which children carry one of these codes, and another child of one of their parents or carers the words of this search?
// parameters: index string, q string, codes list, known_at date
// columns: people list
CALL db.index.fulltext.queryNodes($index, $q) YIELD node AS s
WHERE s:Child AND s.guard IN $clear
MATCH (s)<-[d:PARENT_OF|CARES_FOR]-(a:Person)
WHERE d.guard IN $clear AND a.guard IN $clear AND $sees_other_adults AND NOT coalesce(a.alleged_abuser, false)
  AND d.first_seen <= $known_at AND (d.withdrawn IS NULL OR d.withdrawn > $known_at)
WITH DISTINCT a, s.surname AS surname ORDER BY surname
WITH a, collect(surname) AS siblings
MATCH (a)-[e:PARENT_OF|CARES_FOR]->(p:Child)
WHERE e.guard IN $clear AND p.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND any(code IN $codes WHERE (' ' + p.search_text + ' ') CONTAINS code)
WITH p, a, siblings ORDER BY p.uid, a.uid
WITH p, collect(siblings) AS of_each ORDER BY p.uid
RETURN collect(p {
  .uid, .forename, .surname, .known_as, .former_surnames, .date_of_birth, child: p:Child, siblings: of_each,
  postcodes: CASE WHEN p.place_guard IN $clear THEN p.place_search_text END
}) AS people
