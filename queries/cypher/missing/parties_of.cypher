// question: Which children were party to these events?
// parameters: uids list
// columns: uids list
UNWIND $uids AS uid
MATCH (v:Event {uid: uid})<-[e:PARTY_TO]-(c:Child)
WHERE v.guard IN $clear AND e.guard IN $clear AND c.guard IN $clear AND c.place_guard IN $clear
  AND v.kind IN $event_kinds
WITH DISTINCT c.uid AS uid ORDER BY uid
RETURN collect(uid) AS uids
