// question: When was each of these children last party to anything that the reader may know of?
// parameters: uids list
// columns: uid string, last date
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:PARTY_TO]->(v:Event)
WHERE c.guard IN $clear AND e.guard IN $clear AND v.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL AND v.kind IN $event_kinds AND v.on IS NOT NULL
RETURN c.uid AS uid, max(v.on) AS last
