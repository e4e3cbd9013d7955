// question: Forget the rows that earlier deliveries of a feed had put aside.
// parameters: feed string
MATCH (x:RejectedRow {feed: $feed})
DETACH DELETE x
