// question: What are the services of these keys called?
// parameters: keys list
// columns: key string, name string
UNWIND $keys AS key
MATCH (s:Service {key: key})
WHERE s.guard IN $clear AND s.name IS NOT NULL
RETURN s.key AS key, s.name AS name
ORDER BY key
