// question: Which agency sends each feed, and when was it last delivered?
// parameters: known_at date
// columns: feed string, agency string?, name string?, delivered date?
// unguarded: feeds, their deliveries and their agencies hold nobody
MATCH (l:Delivery {latest: true})
WITH l, CASE WHEN l.received <= $known_at THEN [l.received] ELSE COLLECT {
  MATCH (d:Delivery {feed: l.feed})
  WHERE d.status = 'closed' AND d.received <= $known_at
  RETURN max(d.received)
} END AS received
WITH l.feed AS feed, max(l.agency) AS agency, max(received[0]) AS delivered
WHERE delivered IS NOT NULL
OPTIONAL MATCH (a:Agency {code: agency})
OPTIONAL MATCH (f:Feed {code: feed})
RETURN feed, agency, coalesce(a.name, f.name) AS name, delivered
