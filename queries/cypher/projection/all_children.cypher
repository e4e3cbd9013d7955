// question: Which children are in the index?
// parameters:
// columns: uid string
MATCH (c:Child)
RETURN c.uid AS uid
