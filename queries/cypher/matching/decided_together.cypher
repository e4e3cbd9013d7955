// question: What have people decided about pairs of records in one act, if this reader may judge them?
// parameters: act string
// columns: uid string, pair string, act string?, left string, right string, left_person string, right_person string, verdict string, by string, at datetime?, on date, reason string?, current boolean
MATCH (j:Judgement {act: $act})
WHERE j.human
MATCH (l:Record {key: j.left})-[dl:DESCRIBES]->(p:Person)
WHERE l.current AND l.guard IN $clear AND dl.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
MATCH (r:Record {key: j.right})-[dr:DESCRIBES]->(q:Person)
WHERE r.current AND r.guard IN $clear AND dr.guard IN $clear AND q.guard IN $clear AND q.place_guard IN $clear
  AND NOT q.guard CONTAINS 'sealed'
RETURN DISTINCT j.uid AS uid, j.pair AS pair, j.act AS act, j.left AS left, j.right AS right, p.uid AS left_person,
       q.uid AS right_person, j.verdict AS verdict, j.by AS by, j.at AS at, j.on AS on, j.reason AS reason,
       j.current AS current
