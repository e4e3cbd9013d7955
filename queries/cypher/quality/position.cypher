// question: Where does the ledger stand: how many deliveries are closed, and which was opened last?
// columns: closed integer, last integer?, judged integer
// parameters:
// unguarded: deliveries and judgements as such hold nobody
MATCH (d:Delivery)
WITH sum(CASE WHEN d.status = 'closed' THEN 1 ELSE 0 END) AS closed, max(d.sequence) AS last
OPTIONAL MATCH (j:Judgement {human: true})
RETURN closed, last, count(j) AS judged
