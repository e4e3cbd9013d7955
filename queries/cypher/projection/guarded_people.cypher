// question: Who is protected now, and how?
// columns: uid string, guard string, place_guard string
UNWIND ['location', 'hidden', 'sealed', 'held'] AS protection
MATCH (p:Person {protection: protection})
RETURN p.uid AS uid, p.guard AS guard, p.place_guard AS place_guard
