// question: Which identities of people were joined or parted on these days?
// parameters: days list
// columns: uid string
MATCH (f:Forwarding)
WHERE f.on IN $days
UNWIND [f.retired, f.forwards_to] AS uid
WITH uid
WHERE uid IS NOT NULL
RETURN DISTINCT uid
