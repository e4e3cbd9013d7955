// question: What does a feed hold now: each record's key, the hash of its content and when it was last delivered?
// parameters: feed string
// columns: key string, content string, last_seen date?
MATCH (r:Record {feed: $feed})
WHERE r.current
RETURN r.key AS key, r.content AS content, r.last_seen AS last_seen
