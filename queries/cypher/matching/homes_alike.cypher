// question: Which homes are written alike and still stand apart, because agencies give them different numbers?
// parameters:
// columns: key string, uids list
MATCH (a:Address)
WHERE a.guard IN $clear AND a.key IS NOT NULL AND a.matched IN ['uprn', 'key']
  AND EXISTS {
    MATCH (a)<-[e:LIVES_AT]-(p:Person)
    WHERE e.guard IN $clear AND p.guard IN $clear AND NOT p.guard CONTAINS 'sealed'
      AND (p:Child OR $sees_other_adults)
  }
WITH a.key AS key, a.uid AS uid
ORDER BY key, uid
WITH key, collect(uid) AS uids
WHERE size(uids) > 1
RETURN key, uids
ORDER BY key
