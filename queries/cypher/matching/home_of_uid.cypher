// question: Which home does the identifier of a home lead to, if this reader may judge it, and under which token was that born?
// parameters: named string
// columns: uid string, token string
MATCH (b:Birth {uid: $named})
MATCH (a:Address {uid: coalesce(b.forwards_to, b.uid)})
WHERE a.guard IN $clear AND a.matched IN ['uprn', 'key']
  AND EXISTS {
    MATCH (a)<-[e:LIVES_AT]-(p:Person)
    WHERE e.guard IN $clear AND p.guard IN $clear AND NOT p.guard CONTAINS 'sealed'
      AND (p:Child OR $sees_other_adults)
  }
RETURN DISTINCT a.uid AS uid, b.anchor AS token
