// question: Where do these children live at present, says who?
// parameters: uids list, as_at date, known_at date
// columns: child string, born date?, sex string?, address string, ward string?, agency string, since date?, confirmed date?
UNWIND $uids AS uid
MATCH (c:Child {uid: uid})-[e:LIVES_AT]->(a:Address)
WHERE c.guard IN $clear AND e.guard IN $clear AND a.guard IN $clear AND e.kind = 'main_home'
  AND e.first_seen <= $known_at AND (e.withdrawn IS NULL OR e.withdrawn > $known_at)
  AND (e.from IS NULL OR e.from <= $as_at) AND (e.to IS NULL OR e.to >= $as_at)
RETURN c.uid AS child, c.date_of_birth AS born, c.sex AS sex, a.uid AS address, a.ward AS ward, e.agency AS agency,
  e.from AS since, e.last_confirmed AS confirmed
