// question: At which of these addresses is somebody said to stay more often than this, as at a date?
// parameters: uids list, most integer, as_at date, known_at date
// columns: uid string
UNWIND $uids AS uid
MATCH (a:Address {uid: uid})<-[e:LIVES_AT]-(p:Person)
WHERE p.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear AND (p:Child OR $sees_other_adults)
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
WITH uid, count(e) AS stays
WHERE stays > $most
RETURN uid ORDER BY uid
