"""Deliveries and the ledger: what was said, by whom, in which delivery. Nothing here is ever overwritten by a later file."""
