// question: Which deliveries has the index opened, newest first?
// parameters: before integer, limit integer
// columns: sequence integer, delivery map
// unguarded: deliveries are about feeds and hold nobody
MATCH (d:Delivery)
WHERE d.sequence < $before
OPTIONAL MATCH (a:Agency {code: d.agency})
RETURN d.sequence AS sequence,
  d {.uid, .feed, .kind, .status, .extracted, .received, .rows, .accepted, .rejected, .opened_at, .closed_at, agency: coalesce(a.name, d.agency)} AS delivery
ORDER BY sequence DESC
LIMIT $limit
