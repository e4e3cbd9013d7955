// question: What are these homes and schools called?
// parameters: uids list
// columns: uid string, name string, kind string
UNWIND $uids AS uid
CALL (uid) {
  MATCH (a:Address {uid: uid})
  WHERE a.guard IN $clear AND EXISTS {
    MATCH (a)<-[e:LIVES_AT]-(p:Person)
    WHERE p.guard IN $clear AND e.guard IN $clear
  }
  RETURN a.lines AS name, 'address' AS kind
  UNION ALL
  MATCH (s:School {uid: uid})
  WHERE s.guard IN $clear
  RETURN s.name AS name, 'school' AS kind
}
WITH uid, name, kind
WHERE name IS NOT NULL
RETURN uid, name, kind
