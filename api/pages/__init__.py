"""The pages, one file each, found by the folder: each has ``routers``. The calls are those of the JSON API."""
