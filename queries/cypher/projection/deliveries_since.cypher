// question: Which deliveries came after a day?
// parameters: since date
// columns: uid string, kind string
MATCH (d:Delivery)
WHERE d.received > $since AND d.status = 'closed'
RETURN d.uid AS uid, d.kind AS kind
