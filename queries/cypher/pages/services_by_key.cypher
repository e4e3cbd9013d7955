// question: Which services have these keys, and how are they reached, where they may be named?
// parameters: keys list
// columns: key string, service map
UNWIND $keys AS key
MATCH (s:Service {key: key})
WHERE s.guard IN $clear
RETURN s.key AS key,
  CASE WHEN NOT coalesce(s.sensitive, false) OR $sees_sensitive OR s.key IN $own_services
    THEN s {.uid, .key, .name, .agency, .telephone, .out_of_hours_telephone, .email, .website, .address, sensitive: coalesce(s.sensitive, false)}
    ELSE {uid: null, sensitive: true} END AS service
