// question: How many of a feed's present child records give each part of an identity, and a home?
// parameters: feed string
// columns: records integer, forename integer, surname integer, date_of_birth integer, sex integer, nhs_number integer,
//   verified integer, upn integer, home integer
MATCH (r:Record {feed: $feed})-[d:DESCRIBES]->(p:Child)
WHERE r.current AND r.last_seen IS NULL AND r.kind = 'child' AND r.guard IN $clear
  AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
WITH r, EXISTS {
  MATCH (p)-[e:LIVES_AT]->(a:Address)
  WHERE e.record = r.key AND e.withdrawn IS NULL AND e.to IS NULL AND e.guard IN $clear AND a.guard IN $clear
} AS home
RETURN count(r) AS records, count(r.forename) AS forename, count(r.surname) AS surname,
  count(r.date_of_birth) AS date_of_birth, count(r.sex) AS sex, count(r.nhs_number) AS nhs_number,
  sum(CASE WHEN r.nhs_number_status = 'verified' THEN 1 ELSE 0 END) AS verified, count(r.upn) AS upn,
  sum(CASE WHEN home THEN 1 ELSE 0 END) AS home
