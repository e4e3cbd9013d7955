// question: Open a delivery, or change its state.
// parameters: uid string, properties map
MERGE (d:Delivery {uid: $uid})
SET d += $properties
