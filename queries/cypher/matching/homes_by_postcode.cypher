// question: Which homes that a person may judge have this postcode?
// parameters: postcode string
// columns: uid string
MATCH (a:Address {postcode: $postcode})
WHERE a.guard IN $clear AND a.matched IN ['uprn', 'key']
  AND EXISTS {
    MATCH (a)<-[e:LIVES_AT]-(p:Person)
    WHERE e.guard IN $clear AND p.guard IN $clear AND NOT p.guard CONTAINS 'sealed'
      AND (p:Child OR $sees_other_adults)
  }
RETURN a.uid AS uid
ORDER BY uid
