// question: Who is protected now, and how?
// columns: uid string, guard string, place_guard string
MATCH (p:Person)
WHERE p.protection IS NOT NULL
RETURN p.uid AS uid, p.guard AS guard, p.place_guard AS place_guard
