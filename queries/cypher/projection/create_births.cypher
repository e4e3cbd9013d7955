// question: Write births of uids.
// parameters: rows list
UNWIND $rows AS row
CREATE (b:Birth)
SET b = row
