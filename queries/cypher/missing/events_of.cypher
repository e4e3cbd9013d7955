// question: When were these children last party to anything that the reader may know of?
// parameters: uids list
// columns: children list, last list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:PARTY_TO]->(v:Event)
WHERE c.guard IN $clear AND e.guard IN $clear AND v.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL AND v.kind IN $event_kinds AND v.on IS NOT NULL
WITH c, max(v.on) AS latest
RETURN collect(c.uid) AS children,
  collect(coalesce(latest.year * 10000 + latest.month * 100 + latest.day, 0)) AS last
