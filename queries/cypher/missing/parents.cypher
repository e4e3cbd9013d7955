// question: How are the parents and carers of the children of a part of the alphabet called?
// parameters: first string, last string
// columns: children list, adults list, forenames list, surnames list
MATCH (c:Child)
WHERE c.uid >= $first AND c.uid <= $last AND c.guard IN $clear
MATCH (c)<-[e:PARENT_OF|CARES_FOR]-(p:Person)
WHERE e.guard IN $clear AND p.guard IN $clear AND e.withdrawn IS NULL
  AND $sees_other_adults AND NOT coalesce(e.paid, false)
RETURN collect(c.uid) AS children, collect(p.uid) AS adults, collect(coalesce(p.forename, '')) AS forenames,
  collect(coalesce(p.surname, '')) AS surnames
