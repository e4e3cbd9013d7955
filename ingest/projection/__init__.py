"""From groups of records to people, places and edges: a view of the ledger that can always be made again."""
