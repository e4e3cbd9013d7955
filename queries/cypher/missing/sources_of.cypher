// question: Which feeds hold a record of these children, and which held one?
// parameters: uids list
// columns: feed string, held boolean, children list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})<-[d:DESCRIBES]-(r:Record)
WHERE c.guard IN $clear AND d.guard IN $clear AND r.guard IN $clear AND r.current
RETURN r.feed AS feed, r.last_seen IS NULL AS held, collect(c.uid) AS children
