// question: What are the deliveries received by a day, property by property?
// parameters: day date
// columns: properties map
MATCH (d:Delivery)
WHERE d.received <= $day
RETURN properties(d) AS properties
