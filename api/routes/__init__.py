"""The JSON API, one file per subject, found by the folder: each has ``routers``."""
