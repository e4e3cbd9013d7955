// question: Which children carry one of these codes, and a parent or carer of theirs the words of this search?
// parameters: index string, q string, codes list, known_at date
// columns: people list
CALL db.index.fulltext.queryNodes($index, $q) YIELD node AS a
WHERE a.guard IN $clear AND $sees_other_adults AND NOT coalesce(a.alleged_abuser, false)
MATCH (a)-[e:PARENT_OF|CARES_FOR]->(p:Child)
WHERE a.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND any(code IN $codes WHERE (' ' + p.search_text + ' ') CONTAINS code)
WITH p, collect(DISTINCT a.surname) AS relatives ORDER BY p.uid
RETURN collect(p {
  .uid, .forename, .surname, .known_as, .former_surnames, .date_of_birth, child: p:Child, relatives: relatives,
  postcodes: CASE WHEN p.place_guard IN $clear THEN p.place_search_text END
}) AS people
