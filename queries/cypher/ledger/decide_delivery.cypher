// question: Enter that a person has released or refused a delivery that was held.
// parameters: uid string, status string, by string, at datetime, because string
// columns: feed string
MATCH (d:Delivery {uid: $uid})
WHERE d.status = 'held'
SET d.status = $status, d.decided_by = $by, d.decided_at = $at, d.decided_because = $because
RETURN d.feed AS feed
