// question: Which closed deliveries has a feed made, in order of opening?
// parameters: feed string
// columns: uid string, kind string, rows integer?, rejected integer?, report string?
MATCH (d:Delivery {feed: $feed})
WHERE d.status = 'closed'
RETURN d.uid AS uid, d.kind AS kind, d.rows AS rows, d.rejected AS rejected, d.report AS report
ORDER BY d.sequence
