// question: Where do these children live now, or did they, in which ward, and which of the homes are temporary?
// parameters: uids list
// columns: children list, homes list, postcodes list, kinds list, authorities list, wards list, starts list, ends list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:LIVES_AT]->(a:Address)
WHERE c.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL AND e.kind IN ['main_home', 'second_home', 'placement', 'said_by_others']
RETURN collect(c.uid) AS children, collect(a.uid) AS homes, collect(coalesce(a.postcode, '')) AS postcodes,
  collect(coalesce(a.address_class, '')) AS kinds, collect(coalesce(a.local_authority, '')) AS authorities,
  collect(coalesce(a.ward, '')) AS wards,
  collect(coalesce(e.from.year * 10000 + e.from.month * 100 + e.from.day, 0)) AS starts,
  collect(coalesce(e.to.year * 10000 + e.to.month * 100 + e.to.day, 0)) AS ends
