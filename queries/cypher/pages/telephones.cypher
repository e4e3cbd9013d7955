// question: On which numbers can these people be reached, and who says so?
// parameters: uids list, opened list, known_at date
// columns: uid string, record map
WITH COLLECT {
  UNWIND $opened AS start
  MATCH (barred:Person {uid: start})
  WHERE barred.guard IN $clear AND barred.alleged_abuser = true
  RETURN barred.uid
} AS abusers
UNWIND $uids AS uid
MATCH (p:Person {uid: uid})<-[d:DESCRIBES]-(r:Record)
WHERE p.guard IN $clear AND p.place_guard IN $clear
  AND d.guard IN $clear AND r.guard IN $clear
  AND (size(abusers) = 0 OR p.uid IN abusers)
WITH DISTINCT p, r.key AS record_key
MATCH (v:Record {key: record_key})
WHERE v.guard IN $clear AND size(v.telephones) > 0
  AND v.first_seen <= $known_at AND (v.withdrawn IS NULL OR v.withdrawn > $known_at)
RETURN p.uid AS uid, v {.key, .feed, .agency, .extracted, .first_seen, .last_seen, .telephones} AS record
