// question: What is known of these homes, as far as this reader may judge them, who is linked to each, and who says so?
// parameters: uids list
// columns: uid string, home map, person string, agency string?
UNWIND $uids AS uid
MATCH (a:Address {uid: uid})<-[e:LIVES_AT]-(p:Person)
WHERE a.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear AND NOT p.guard CONTAINS 'sealed'
  AND a.matched IN ['uprn', 'key'] AND (p:Child OR $sees_other_adults)
RETURN DISTINCT a.uid AS uid, a {.uid, .anchor, .uprn, .key, .lines, .postcode, .authority_name, .address_class, .matched}
  AS home, p.uid AS person, e.agency AS agency
