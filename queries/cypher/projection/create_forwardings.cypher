// question: Write to the log that a uid leads to another, or to itself again.
// parameters: rows list
UNWIND $rows AS row
CREATE (f:Forwarding)
SET f = row
