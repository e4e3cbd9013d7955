// question: What has been said about all records, a page of record keys at a time?
// parameters: after string, size integer
// columns: key string, uid string, kind string, delivery string, extracted date, first_seen date, last_seen date?, rows string, said string?
MATCH (r:Record)
WHERE r.key > $after
WITH r ORDER BY r.key LIMIT $size
RETURN r.key AS key, r.uid AS uid, r.kind AS kind, r.delivery AS delivery, r.extracted AS extracted,
       r.first_seen AS first_seen, r.last_seen AS last_seen, r.rows AS rows, r.said AS said
