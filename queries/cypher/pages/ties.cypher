// question: Which of these people are tied to one another by care or kinship, so that they count as one family?
// parameters: uids list, known_at date
// columns: one string, other string
UNWIND $uids AS uid
MATCH (a:Person {uid: uid})-[e:PARENT_OF|CARES_FOR|RELATED_TO]->(b:Person)
WHERE b.uid IN $uids
  AND a.guard IN $clear AND b.guard IN $clear AND e.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
RETURN DISTINCT a.uid AS one, b.uid AS other
