// question: Which deliveries wait for a person, or have been released or refused by one, newest first?
// parameters:
// columns: delivery map
// unguarded: deliveries are about feeds and hold nobody
MATCH (d:Delivery)
WHERE d.status IN ['held', 'released', 'refused']
OPTIONAL MATCH (a:Agency {code: d.agency})
RETURN d {.uid, .feed, .kind, .status, .extracted, .received, .rows, .accepted, .rejected, .report, .sequence,
  .decided_by, .decided_at, .decided_because, agency: coalesce(a.name, d.agency), agency_code: d.agency} AS delivery
ORDER BY d.sequence DESC
