// question: Which deliveries has a feed made, and with what report, newest first?
// parameters: feed string, limit integer
// columns: uid string, kind string, status string, extracted date, received date, rows integer?, accepted integer?,
//   rejected integer?, report string?, opened_at datetime?
// unguarded: deliveries are about feeds and hold nobody
MATCH (d:Delivery {feed: $feed})
RETURN d.uid AS uid, d.kind AS kind, d.status AS status, coalesce(d.extracted, d.received) AS extracted, d.received AS received,
  d.rows AS rows, d.accepted AS accepted, d.rejected AS rejected, d.report AS report, d.opened_at AS opened_at
ORDER BY d.sequence DESC
LIMIT $limit
