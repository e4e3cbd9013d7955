// question: With what guards is each of these addresses reached?
// parameters: keys list
// columns: uid string, guard string, address_class string?, guards list, edges integer
UNWIND $keys AS key
MATCH (a:Address {uid: key})
OPTIONAL MATCH (a)<-[e:LIVES_AT]-(:Person)
RETURN a.uid AS uid, a.guard AS guard, a.address_class AS address_class, collect(DISTINCT e.guard) AS guards, count(e) AS edges
