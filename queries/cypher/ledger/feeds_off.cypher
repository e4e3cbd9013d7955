// question: Which feeds has a person switched off, and since when?
// columns: feed string, since date
MATCH (f:Feed)
WHERE f.off_since IS NOT NULL
RETURN f.code AS feed, f.off_since AS since
