// question: What has been said about all records, from one record key to another?
// parameters: after string, upto string
// columns: key string, uid string, kind string, delivery string, extracted date, first_seen date, last_seen date?, rows string, said string?
MATCH (r:Record)
WHERE r.key > $after AND r.key <= $upto
RETURN r.key AS key, r.uid AS uid, r.kind AS kind, r.delivery AS delivery, r.extracted AS extracted,
       r.first_seen AS first_seen, r.last_seen AS last_seen, r.rows AS rows, r.said AS said
ORDER BY key
