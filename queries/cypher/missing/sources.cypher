// question: Which feeds hold a record of the children of a part of the alphabet, and which held one?
// parameters: first string, last string
// columns: feed string, held boolean, children list
MATCH (c:Child)
WHERE c.uid >= $first AND c.uid <= $last AND c.guard IN $clear
MATCH (c)<-[d:DESCRIBES]-(r:Record)
WHERE d.guard IN $clear AND r.guard IN $clear AND r.current
RETURN r.feed AS feed, r.last_seen IS NULL AS held, collect(c.uid) AS children
