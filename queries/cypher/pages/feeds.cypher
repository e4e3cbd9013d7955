// question: Which agency sends each feed, and when was it last delivered?
// parameters: known_at date
// columns: feed string, agency string?, name string?, delivered date?
// unguarded: feeds, their deliveries and their agencies hold nobody
MATCH (d:Delivery)
WHERE d.status = 'closed' AND d.received <= $known_at
WITH d.feed AS feed, max(d.agency) AS agency, max(d.received) AS delivered
OPTIONAL MATCH (a:Agency {code: agency})
RETURN feed, agency, a.name AS name, delivered
