// question: Which deliveries were there, in order of opening?
// columns: uid string, feed string, kind string, status string, extracted date, received date, sequence integer, rows integer?, accepted integer?, rejected integer?
MATCH (d:Delivery)
RETURN d.uid AS uid, d.feed AS feed, d.kind AS kind, d.status AS status, d.extracted AS extracted,
       d.received AS received, d.sequence AS sequence, d.rows AS rows, d.accepted AS accepted, d.rejected AS rejected
ORDER BY d.sequence
