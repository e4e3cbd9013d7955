// question: Which addresses are in the graph?
// columns: uid string
MATCH (n:Address)
RETURN n.uid AS uid
