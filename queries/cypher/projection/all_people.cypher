// question: Which people are in the graph?
// columns: uid string
MATCH (n:Person)
RETURN n.uid AS uid
