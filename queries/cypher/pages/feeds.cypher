// question: When was each feed last delivered?
// parameters: known_at date
// columns: feed string, agency string?, delivered date?
// unguarded: deliveries are about feeds and hold nobody
MATCH (d:Delivery)
WHERE d.status = 'closed' AND d.received <= $known_at
RETURN d.feed AS feed, max(d.agency) AS agency, max(d.received) AS delivered
