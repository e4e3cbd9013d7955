// question: What have people decided about homes that this reader may judge?
// parameters:
// columns: uid string, pair string, act string?, left string, right string, left_home string, right_home string, verdict string, by string, at datetime?, on date, reason string?, current boolean
MATCH (j:HomeJudgement)
MATCH (x:Birth {anchor: j.left})
MATCH (a:Address {uid: coalesce(x.forwards_to, x.uid)})
WHERE a.guard IN $clear AND a.matched IN ['uprn', 'key']
  AND EXISTS {
    MATCH (a)<-[e:LIVES_AT]-(p:Person)
    WHERE e.guard IN $clear AND p.guard IN $clear AND NOT p.guard CONTAINS 'sealed'
      AND (p:Child OR $sees_other_adults)
  }
MATCH (y:Birth {anchor: j.right})
MATCH (b:Address {uid: coalesce(y.forwards_to, y.uid)})
WHERE b.guard IN $clear AND b.matched IN ['uprn', 'key']
  AND EXISTS {
    MATCH (b)<-[f:LIVES_AT]-(q:Person)
    WHERE f.guard IN $clear AND q.guard IN $clear AND NOT q.guard CONTAINS 'sealed'
      AND (q:Child OR $sees_other_adults)
  }
RETURN DISTINCT j.uid AS uid, j.pair AS pair, j.act AS act, j.left AS left, j.right AS right, a.uid AS left_home,
       b.uid AS right_home, j.verdict AS verdict, j.by AS by, j.at AS at, j.on AS on, j.reason AS reason,
       j.current AS current
