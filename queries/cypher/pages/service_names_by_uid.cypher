// question: What are these services called, where the reader may know their names?
// parameters: uids list
// columns: uid string, name string
UNWIND $uids AS uid
MATCH (s:Service {uid: uid})
WHERE s.guard IN $clear AND s.name IS NOT NULL
  AND (NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services)
RETURN s.uid AS uid, s.name AS name
ORDER BY uid
