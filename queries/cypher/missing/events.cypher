// question: When were the children of a part of the alphabet last party to anything that the reader may know of?
// parameters: first string, last string
// columns: children list, last list
MATCH (c:Child)
WHERE c.uid >= $first AND c.uid <= $last AND c.guard IN $clear AND c.place_guard IN $clear
MATCH (c)-[e:PARTY_TO]->(v:Event)
WHERE e.guard IN $clear AND v.guard IN $clear
  AND e.withdrawn IS NULL AND v.kind IN $event_kinds AND v.on IS NOT NULL
WITH c, max(v.on) AS latest
RETURN collect(c.uid) AS children,
  collect(coalesce(latest.year * 10000 + latest.month * 100 + latest.day, 0)) AS last
