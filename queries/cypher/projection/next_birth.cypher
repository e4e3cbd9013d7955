// question: Which place in the order of births is free?
// columns: next integer
MATCH (b:Birth)
RETURN count(b) + 1 AS next
