// question: What has been said about these records, version by version?
// parameters: keys list
// columns: key string, uid string, kind string, delivery string, extracted date, first_seen date, last_seen date?, rows string, said string?
UNWIND $keys AS key
MATCH (r:Record {key: key})
RETURN r.key AS key, r.uid AS uid, r.kind AS kind, r.delivery AS delivery, r.extracted AS extracted,
       r.first_seen AS first_seen, r.last_seen AS last_seen, r.rows AS rows, r.said AS said
