"""Dates on their way to the database, each made out once.

For every date that it sends, the driver makes the first day of 1970 anew and counts from there, in Python: nearly half
of the time in which its thread sends a borough. The same few thousand days come again and again, so the driver's own
answer is kept.
"""

from __future__ import annotations

from functools import lru_cache

from neo4j._codec.hydration.v1 import temporal

DAYS = 100_000
"""Days that are kept: more than two centuries."""


def keep_dates() -> None:
    """Let the driver's connections that are opened from now on ask for each day once."""
    if not hasattr(temporal.dehydrate_date, "cache_info"):
        temporal.dehydrate_date = lru_cache(maxsize=DAYS)(temporal.dehydrate_date)
