// question: What is known of these homes, as far as this reader may judge them, and how many people are linked to each?
// parameters: uids list
// columns: uid string, home map, people list, agencies list
UNWIND $uids AS uid
MATCH (a:Address {uid: uid})<-[e:LIVES_AT]-(p:Person)
WHERE a.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear AND NOT p.guard CONTAINS 'sealed'
  AND a.matched IN ['uprn', 'key'] AND (p:Child OR $sees_other_adults)
RETURN a.uid AS uid, a {.uid, .anchor, .uprn, .key, .lines, .postcode, .authority_name, .address_class, .matched} AS home, collect(DISTINCT p.uid) AS people, collect(DISTINCT e.agency) AS agencies
