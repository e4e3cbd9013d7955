// question: Who is recorded as parent or carer of these people?
// parameters: uids list
// columns: uid string
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})<-[t:PARENT_OF|CARES_FOR]-(p:Person)
WHERE c.guard IN $clear AND t.guard IN $clear AND p.guard IN $clear AND t.withdrawn IS NULL
RETURN DISTINCT p.uid AS uid
