// question: Does somebody lead the work with these children, were they lately seen, and are they on a school's roll?
// parameters: uids list, as_at date, known_at date
// columns: child string, led boolean, seen_alone date?, contact date?, school string?
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})
WHERE c.guard IN $clear
CALL (c) {
  OPTIONAL MATCH (w:Professional)-[e:WORKS_WITH]->(c)
  WHERE w.guard IN $clear AND e.guard IN $clear AND e.lead = true AND coalesce(w.active, true)
    AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
    AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
  RETURN count(e) AS leads
}
CALL (c) {
  OPTIONAL MATCH (c)-[i:INVOLVED_WITH]->(s:Service)
  WHERE s.guard IN $clear AND i.guard IN $clear
    AND (NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services)
    AND i.first_seen <= $known_at AND (i.withdrawn IS NULL OR i.withdrawn > $known_at)
    AND (i.from IS NULL OR i.from <= $as_at)
  RETURN max(i.last_seen_alone) AS seen_alone, max(i.last_contact) AS contact
}
CALL (c) {
  OPTIONAL MATCH (c)-[n:ATTENDS]->(t:School)
  WHERE t.guard IN $clear AND n.guard IN $clear
    AND n.first_seen <= $known_at AND (n.withdrawn IS NULL OR n.withdrawn > $known_at)
    AND (n.from IS NULL OR n.from <= $as_at) AND (n.to IS NULL OR n.to >= $as_at)
  RETURN min(t.name) AS school
}
RETURN c.uid AS child, leads > 0 AS led, seen_alone, contact, school
