// question: What are the births, property by property?
// columns: properties map
MATCH (d:Birth)
RETURN properties(d) AS properties
