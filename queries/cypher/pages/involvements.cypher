// question: Which services are or have been involved with this child, and in what?
// parameters: uid string, as_at date, known_at date
// columns: service map, involvement map, claim map
MATCH (c:Child {uid: $uid})-[e:INVOLVED_WITH]->(s:Service)
WHERE c.guard IN $clear AND e.guard IN $clear AND s.guard IN $clear
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at)
WITH e, s, NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services AS named
RETURN
  CASE WHEN named THEN s {.uid, .key, .name, .agency, .telephone, .out_of_hours_telephone, .email, .website, .address, sensitive: coalesce(s.sensitive, false)}
       ELSE {uid: null, sensitive: true} END AS service,
  CASE WHEN named THEN e {.kind, .status, .place, .last_contact, .last_seen_alone,
         end_reason: CASE WHEN $sees_health
                            OR ($sees_categories AND e.kind IN ['referral', 'child_in_need', 'looked_after'])
                          THEN e.end_reason END,
         category: CASE WHEN $sees_categories THEN e.category END,
         legal_status: CASE WHEN $sees_categories THEN e.legal_status END}
       ELSE e {.status} END AS involvement,
  CASE WHEN named THEN e {.key, .from, .to, .first_seen, .last_seen, .agency, .feed, .record}
       ELSE e {.key, .from, .to} END AS claim
