"""One home written several ways is one address: the address book."""
