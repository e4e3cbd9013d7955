// question: How are the parents and carers of these children called?
// parameters: uids list
// columns: children list, adults list, forenames list, surnames list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})<-[e:PARENT_OF|CARES_FOR]-(p:Person)
WHERE c.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear AND e.withdrawn IS NULL
  AND $sees_other_adults AND NOT coalesce(e.paid, false)
RETURN collect(c.uid) AS children, collect(p.uid) AS adults, collect(coalesce(p.forename, '')) AS forenames,
  collect(coalesce(p.surname, '')) AS surnames
