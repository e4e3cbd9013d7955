// question: With which kinds of service are these children involved, or were they, since when and until when?
// parameters: uids list
// columns: kind string, status string, children list, starts list, ends list, contacts list
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:INVOLVED_WITH]->(s:Service)
WHERE c.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear AND c.place_guard IN $clear
  AND e.withdrawn IS NULL AND (NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services)
RETURN e.kind AS kind, coalesce(e.status, 'open') AS status, collect(c.uid) AS children,
  collect(coalesce(e.from.year * 10000 + e.from.month * 100 + e.from.day, 0)) AS starts,
  collect(coalesce(e.to.year * 10000 + e.to.month * 100 + e.to.day, 0)) AS ends,
  collect(coalesce(e.last_contact.year * 10000 + e.last_contact.month * 100 + e.last_contact.day, 0)) AS contacts
