// question: Which place in the order of births is free?
// columns: next integer
MATCH (b:Birth)
RETURN coalesce(max(b.sequence), 0) + 1 AS next
