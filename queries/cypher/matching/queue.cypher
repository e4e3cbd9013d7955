// question: Which pairs of records of different people are waiting for a person to look at them?
// parameters:
// columns: pair string, left string, right string, left_person string, right_person string, weight float, reason string?, evidence string?, since date
MATCH (j:Judgement {verdict: 'unsure'})
WHERE j.current AND NOT j.human
MATCH (l:Record {key: j.left})-[dl:DESCRIBES]->(p:Person)
WHERE l.current AND l.guard IN $clear AND dl.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
MATCH (r:Record {key: j.right})-[dr:DESCRIBES]->(q:Person)
WHERE r.current AND r.guard IN $clear AND dr.guard IN $clear AND q.guard IN $clear AND q.place_guard IN $clear
  AND NOT q.guard CONTAINS 'sealed' AND q.uid <> p.uid
OPTIONAL MATCH (h:Judgement {pair: j.pair})
WHERE h.human AND h.current AND h.verdict <> 'undone'
WITH j, p, q, h, CASE WHEN l.first_seen > r.first_seen THEN l.first_seen ELSE r.first_seen END AS told
WHERE h IS NULL OR (h.verdict = 'unsure' AND told > h.on)
RETURN DISTINCT j.pair AS pair, j.left AS left, j.right AS right, p.uid AS left_person, q.uid AS right_person,
       j.weight AS weight, j.reason AS reason, j.evidence AS evidence, j.on AS since
