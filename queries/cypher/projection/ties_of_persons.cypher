// question: Whom are these people parents or carers of, and who is theirs?
// parameters: keys list
// columns: adult string, child string, edge string, paid boolean, record string
UNWIND $keys AS key
MATCH (p:Person {uid: key})-[e:PARENT_OF|CARES_FOR]-(:Person)
RETURN DISTINCT startNode(e).uid AS adult, endNode(e).uid AS child, type(e) AS edge, coalesce(e.paid, false) AS paid,
       e.record AS record
