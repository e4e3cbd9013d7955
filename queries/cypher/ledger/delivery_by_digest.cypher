// question: Which deliveries of a feed held exactly these files, and how did each end?
// parameters: uid string
// columns: uid string, status string, report string?
MATCH (d:Delivery {uid: $uid})
RETURN d.uid AS uid, d.status AS status, d.report AS report
