// question: Which children have one of these people for a parent or carer?
// parameters: uids list
// columns: uids list
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})-[e:PARENT_OF|CARES_FOR]->(c:Child)
WHERE p.guard IN $clear AND e.guard IN $clear AND c.guard IN $clear AND $sees_other_adults
WITH DISTINCT c.uid AS uid ORDER BY uid
RETURN collect(uid) AS uids
