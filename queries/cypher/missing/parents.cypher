// question: How are the parents and carers of these children called?
// parameters: uids list
// columns: forename string?, surname string?, children list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})<-[e:PARENT_OF|CARES_FOR]-(p:Person)
WHERE c.guard IN $clear AND e.guard IN $clear AND p.guard IN $clear AND e.withdrawn IS NULL
  AND $sees_other_adults AND NOT coalesce(e.paid, false)
WITH DISTINCT c.uid AS uid, p.uid AS parent, p.forename AS forename, p.surname AS surname ORDER BY uid, parent
RETURN forename, surname, collect(DISTINCT uid) AS children
