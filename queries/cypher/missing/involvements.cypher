// question: With which kinds of service are these children involved, or were they, since when and until when?
// parameters: uids list
// columns: kind string, status string, children list, starts list, ends list, contacts list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:INVOLVED_WITH]->(s:Service)
WHERE c.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL AND (NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services)
WITH c, e ORDER BY c.uid, e.key
RETURN e.kind AS kind, coalesce(e.status, 'open') AS status, collect(c.uid) AS children,
  collect(coalesce(e.from, date('0001-01-01'))) AS starts, collect(coalesce(e.to, date('0001-01-01'))) AS ends,
  collect(coalesce(e.last_contact, date('0001-01-01'))) AS contacts
