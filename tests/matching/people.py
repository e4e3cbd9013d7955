"""Short ways to write the records that the tests of matching tell stories about. All people are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from ingest.matching.records import MatchRecord, Tie
from model.observations import Identity

BORN = dt.date(2015, 3, 17)
HOME = "uprn:000000000014"


def child(
    key: str, forename: str | None = "Teodora", surname: str | None = "Quillfeather", **more: Any
) -> MatchRecord:
    """A child's record; the feed is what stands before the first colon of the key. ``homes``, ``ties`` and
    ``protected`` are the record's, the rest the identity's."""
    return _record("child", key, forename, surname, {"date_of_birth": BORN, "sex": "F"} | more)


def adult(
    key: str, forename: str | None, surname: str | None, *ties: tuple[str, str], **more: Any
) -> MatchRecord:
    """An adult's record with ties ``(child's key, relationship)``."""
    found = tuple(Tie(key, to, relationship) for to, relationship in ties)
    return _record("adult", key, forename, surname, {"ties": found} | more)


def _record(
    kind: Any, key: str, forename: str | None, surname: str | None, more: dict[str, Any]
) -> MatchRecord:
    own = {
        name: more.pop(name)
        for name in ("homes", "postcodes", "ties", "protected", "per_child")
        if name in more
    }
    identity = Identity(forename=forename, surname=surname, **more)
    return replace(MatchRecord(key, key.partition(":")[0], kind, identity), **own)
