// question: Which identifiers that are no longer in use lead to which person?
// parameters:
// columns: retired string, person string
MATCH (b:Birth)
WHERE b.kind = 'person' AND b.forwards_to IS NOT NULL
MATCH (p:Person {uid: b.forwards_to})<-[d:DESCRIBES]-(r:Record)
WHERE r.current AND r.guard IN $clear AND d.guard IN $clear AND p.guard IN $clear
RETURN DISTINCT b.uid AS retired, p.uid AS person
