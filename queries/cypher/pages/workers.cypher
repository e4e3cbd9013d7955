// question: Who works with this child, through which service, and how are they reached?
// parameters: uid string, as_at date, known_at date
// columns: worker map, role string?, lead boolean?, service string?, claim map
MATCH (c:Child {uid: $uid})<-[e:WORKS_WITH]-(w:Professional)
WHERE w.guard IN $clear AND e.guard IN $clear AND c.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
OPTIONAL MATCH (s:Service {key: e.service})
WHERE s.guard IN $clear
WITH w, e, s
WHERE (s IS NULL OR NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services)
  AND NOT EXISTS {
    MATCH (w)-[f:WORKS_FOR]->(t:Service)
    WHERE f.guard IN $clear AND t.guard IN $clear AND t.sensitive = true
      AND NOT $sees_sensitive AND NOT t.key IN $own_services
  }
RETURN w {.uid, .name, .role, .telephone, .email, .active} AS worker,
  e.role AS role, e.lead AS lead, s.name AS service,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
