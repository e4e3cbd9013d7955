"""One file per version of the store's schema, in order of the names."""
