// question: What ethnicity do returns code for these children, for counts of fairness alone?
// parameters: uids list, known_at date
// columns: child string, ethnicity string
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})<-[d:DESCRIBES]-(r:Record)
WHERE c.guard IN $clear AND d.guard IN $clear AND r.guard IN $clear AND r.ethnicity IS NOT NULL
  AND r.first_seen <= $known_at AND (r.withdrawn IS NULL OR r.withdrawn > $known_at)
RETURN c.uid AS child, min(r.ethnicity) AS ethnicity
