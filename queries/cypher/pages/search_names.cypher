// question: Which people carry the words, sounds or dates of this search?
// parameters: index string, q string
// columns: people list
CALL db.index.fulltext.queryNodes($index, $q) YIELD node AS p
WHERE p.guard IN $clear AND (p:Child OR $sees_other_adults)
WITH p ORDER BY p.uid // not as full text ranks them: the rank of one depends on whom the reader may not see
RETURN collect(p {
  .uid, .forename, .surname, .known_as, .former_surnames, .date_of_birth, child: p:Child,
  postcodes: CASE WHEN p.place_guard IN $clear THEN p.place_search_text END
}) AS people
