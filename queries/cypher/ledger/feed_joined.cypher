// question: On which day did this feed's first closed delivery arrive?
// parameters: feed string
MATCH (d:Delivery {feed: $feed})
WHERE d.status = 'closed'
WITH min(d.received) AS first
MATCH (f:Feed {code: $feed})
SET f.joined = first
