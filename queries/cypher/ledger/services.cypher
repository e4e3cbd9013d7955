// question: Which services have been delivered, and of what kind?
// columns: key string, kind string?
MATCH (s:Service)
RETURN s.key AS key, s.kind AS kind
ORDER BY key
