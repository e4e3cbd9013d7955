"""Time as the store writes it."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def stamp(moment: dt.datetime) -> str:
    """ISO 8601 in UTC with microseconds: sorts as text in order of time."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def moment(written: str) -> dt.datetime:
    """The moment that :func:`stamp` wrote."""
    return dt.datetime.fromisoformat(written)
