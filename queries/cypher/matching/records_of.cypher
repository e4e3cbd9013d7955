// question: Which records describe these people, as far as this reader may judge them?
// parameters: uids list
// columns: key string
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})<-[d:DESCRIBES]-(r:Record)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
RETURN DISTINCT r.key AS key
