// question: Of which records did a version end on these days?
// parameters: keys list
// columns: key string
UNWIND $keys AS day
MATCH (r:Record {withdrawn: day})
RETURN DISTINCT r.key AS key
