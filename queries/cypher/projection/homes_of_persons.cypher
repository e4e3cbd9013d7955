// question: In which homes do current records place these people?
// parameters: keys list
// columns: person string, address string, record string
UNWIND $keys AS key
MATCH (p:Person {uid: key})-[e:LIVES_AT]->(a:Address)
WHERE e.withdrawn IS NULL AND e.to IS NULL AND e.kind IN ['main_home', 'second_home', 'placement']
RETURN DISTINCT key AS person, a.uid AS address, e.record AS record
