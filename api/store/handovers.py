"""Handing over from a case system: it posts an agency's own number, and gets an address that opens once."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, insert, select

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import case_systems, handovers

LASTS = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """A case system that may hand over. ``feed`` is the feed whose record identifiers are its own."""

    name: str
    feed: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What was posted: ``kind`` is nhs_number, upn or record, a record key then."""

    system: str
    kind: str
    value: str


class Handovers:
    """The case systems and handovers of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_system(self, name: str, feed: str) -> str:
        """Make a case system; its key, which is kept nowhere. A second one of a name replaces the first."""
        key = secrets.token_urlsafe(32)
        row = {"name": name, "feed": feed, "key_hash": _hash(key), "created_at": stamp(now())}
        with self._store.writing() as connection:
            connection.execute(delete(handovers).where(handovers.c.system == name))
            connection.execute(delete(case_systems).where(case_systems.c.name == name))
            connection.execute(insert(case_systems).values(row))
        return key

    def system(self, key: str) -> CaseSystem | None:
        """The case system of a key."""
        with self._store.reading() as connection:
            row = connection.execute(
                select(case_systems).where(case_systems.c.key_hash == _hash(key))
            ).first()
        return CaseSystem(row.name, row.feed) if row else None

    def begin(self, handover: Handover) -> str:
        """Keep what was posted for two minutes; the token of the address. What is over is cleared away."""
        token = secrets.token_urlsafe(32)
        at = now()
        row = {"token_hash": _hash(token), "system": handover.system, "kind": handover.kind}
        with self._store.writing() as connection:
            connection.execute(delete(handovers).where(handovers.c.expires_at < stamp(at)))
            connection.execute(
                insert(handovers).values({**row, "value": handover.value, "expires_at": stamp(at + LASTS)})
            )
        return token

    def take(self, token: str) -> Handover | None:
        """What was posted for a token; it is gone afterwards."""
        with self._store.writing() as connection:
            row = connection.execute(select(handovers).where(handovers.c.token_hash == _hash(token))).first()
            connection.execute(delete(handovers).where(handovers.c.token_hash == _hash(token)))
        if row is None or moment(row.expires_at) <= now():
            return None
        return Handover(row.system, row.kind, row.value)


def _hash(token: str) -> str:
    """A plain hash is enough: keys and tokens have 256 random bits."""
    return sha256(token.encode()).hexdigest()
