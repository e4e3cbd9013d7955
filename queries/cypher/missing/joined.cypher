// question: Into which children were records of others taken, or taken back, since a day?
// parameters: since date
// columns: uids list
MATCH (f:Forwarding)
WHERE f.on >= $since
UNWIND [f.retired, f.forwards_to] AS uid
MATCH (c:Child {uid: uid})
WHERE c.guard IN $clear
WITH DISTINCT c.uid AS uid ORDER BY uid
RETURN collect(uid) AS uids
