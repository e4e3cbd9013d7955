// question: Write deliveries as they were copied.
// parameters: rows list
UNWIND $rows AS row
CREATE (n:Delivery)
SET n = row.properties
