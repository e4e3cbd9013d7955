// question: How many living children born after a day does the index hold?
// parameters: born_after date, today date
// columns: children integer
MATCH (p:Child)
WHERE p.guard IN $clear AND p.date_of_death IS NULL
  AND p.date_of_birth > $born_after AND p.date_of_birth <= $today
RETURN count(p) AS children
