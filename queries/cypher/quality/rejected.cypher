// question: Which rows of an agency were put aside, and do all the records that a row belongs to describe open people?
// parameters: agency string
// columns: rejected map, open boolean
MATCH (x:RejectedRow {agency: $agency})
UNWIND CASE WHEN size(x.records) = 0 THEN [''] ELSE x.records END AS key
OPTIONAL MATCH (r:Record {key: key})-[d:DESCRIBES]->(p:Person)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
WITH x, count(DISTINCT key) AS keys, count(DISTINCT r.key) AS known
RETURN x {.uid, .feed, .table, .place, .column, .value_class, .reason, .row, .extracted} AS rejected, known = keys AS open
