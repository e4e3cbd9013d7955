// question: Which two records does each of these pairs name?
// parameters: pairs list
// columns: pair string, left string, right string
UNWIND $pairs AS pair
MATCH (j:Judgement {pair: pair})
MATCH (l:Record {key: j.left})-[dl:DESCRIBES]->(p:Person)
WHERE l.current AND l.guard IN $clear AND dl.guard IN $clear AND p.guard IN $clear AND p.place_guard IN $clear
  AND NOT p.guard CONTAINS 'sealed'
MATCH (r:Record {key: j.right})-[dr:DESCRIBES]->(q:Person)
WHERE r.current AND r.guard IN $clear AND dr.guard IN $clear AND q.guard IN $clear AND q.place_guard IN $clear
  AND NOT q.guard CONTAINS 'sealed'
RETURN DISTINCT j.pair AS pair, j.left AS left, j.right AS right
