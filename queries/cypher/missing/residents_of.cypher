// question: Which children live or lived at one of these addresses?
// parameters: uids list
// columns: uids list
UNWIND $uids AS uid
MATCH (a:Address {uid: uid})<-[e:LIVES_AT]-(c:Child)
WHERE a.guard IN $clear AND e.guard IN $clear AND c.guard IN $clear AND c.place_guard IN $clear
WITH DISTINCT c.uid AS uid ORDER BY uid
RETURN collect(uid) AS uids
