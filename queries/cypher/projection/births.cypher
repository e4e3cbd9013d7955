// question: How many births are there? (A sum in the answer would make the embedded engine read them all.)
// columns: births integer
MATCH (b:Birth)
RETURN count(b) AS births
