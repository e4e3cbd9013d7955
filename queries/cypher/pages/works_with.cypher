// question: With which children does this worker work on a day, in what role?
// parameters: worker string, as_at date, known_at date
// columns: child map, role string?, lead boolean?, claim map
MATCH (w:Professional {key: $worker})-[e:WORKS_WITH]->(c:Child)
WHERE w.guard IN $clear AND e.guard IN $clear AND c.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
RETURN c {.uid, .forename, .surname, .date_of_birth, .date_of_death, child: c:Child,
          withheld: NOT coalesce(c.place_guard IN $clear, false)} AS child,
  e.role AS role, e.lead AS lead,
  e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record} AS claim
