"""Deliveries and the ledger: what was said, by whom, in which delivery. No later file overwrites any of it."""
