// question: What are the protections, property by property?
// columns: properties map
MATCH (d:Protection)
RETURN properties(d) AS properties
