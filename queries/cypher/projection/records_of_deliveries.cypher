// question: Which records did these deliveries bring, in a version of their own?
// parameters: keys list
// columns: key string, kind string, node string
UNWIND $keys AS delivery
MATCH (r:Record {delivery: delivery})
RETURN r.key AS key, r.kind AS kind, r.feed + ':' + r.identifier AS node
