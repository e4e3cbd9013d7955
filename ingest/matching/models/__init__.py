"""Model files that come with Kith."""
