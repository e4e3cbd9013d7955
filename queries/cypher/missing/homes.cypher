// question: Where do these children live now, or did they, in which ward, and which of the homes are temporary?
// parameters: uids list
// columns: home string, postcode string?, kind string?, local_authority string?, ward string?, children list, starts list, ends list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:LIVES_AT]->(a:Address)
WHERE c.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL AND e.kind IN ['main_home', 'second_home', 'placement', 'said_by_others']
WITH c, e, a ORDER BY c.uid, e.key
RETURN a.uid AS home, a.postcode AS postcode, a.address_class AS kind, a.local_authority AS local_authority,
  a.ward AS ward, collect(c.uid) AS children, collect(coalesce(e.from, date('0001-01-01'))) AS starts,
  collect(coalesce(e.to, date('0001-01-01'))) AS ends
