// question: What stands about these pairs of records: current versions, whom they describe, the last word of a person?
// parameters: rows list
// columns: left string, right string, left_version string, right_version string, left_person string, right_person string, judgement string?, verdict string?
UNWIND $rows AS row
MATCH (l:Record {key: row.left})-[:DESCRIBES]->(p:Person)
WHERE l.current
MATCH (r:Record {key: row.right})-[:DESCRIBES]->(q:Person)
WHERE r.current
OPTIONAL MATCH (j:Judgement {left: row.left})
WHERE j.right = row.right AND j.human AND j.current
RETURN row.left AS left, row.right AS right, l.uid AS left_version, r.uid AS right_version,
       p.uid AS left_person, q.uid AS right_person, j.uid AS judgement, j.verdict AS verdict
