// question: Up to which record key does a page of records go?
// parameters: after string, size integer
// columns: upto string?
MATCH (r:Record)
WHERE r.key > $after
WITH r.key AS key LIMIT $size // both engines walk the index in order, so that this costs a page; else a page is longer
RETURN max(key) AS upto
