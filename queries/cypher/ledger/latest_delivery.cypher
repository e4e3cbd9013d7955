// question: Which closed delivery of a feed is its latest, now that one more is closed?
// parameters: feed string
MATCH (d:Delivery {feed: $feed})
WHERE d.status = 'closed'
WITH max(d.received) AS newest
MATCH (d:Delivery {feed: $feed})
WHERE d.status = 'closed' AND (d.latest = true OR d.received = newest)
SET d.latest = CASE WHEN d.received = newest THEN true END
