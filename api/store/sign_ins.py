"""Sign-ins under way at the organisation's provider: kept for ten minutes, used once, tied to one browser."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, insert

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import sign_ins

LIFE = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Started:
    """What the answer of the provider is checked against."""

    nonce: str
    verifier: str


class SignIns:
    """The sign-ins under way of a store. State and browser are kept as hashes: both are random."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, state: str, browser: str, started: Started) -> None:
        """Remember a sign-in."""
        row = {
            "state_hash": _hash(state),
            "browser_hash": _hash(browser),
            "nonce": started.nonce,
            "verifier": started.verifier,
            "expires_at": stamp(now() + LIFE),
        }
        with self._store.writing() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.expires_at < stamp(now())))
            connection.execute(insert(sign_ins).values(row))

    def finish(self, state: str, browser: str) -> Started | None:
        """Take a sign-in out, once; None if it is unknown, too old or another browser's."""
        with self._store.writing() as connection:
            row = connection.execute(
                delete(sign_ins).where(sign_ins.c.state_hash == _hash(state)).returning(*sign_ins.c)
            ).first()
        if row is None or moment(row.expires_at) <= now():
            return None
        if not hmac.compare_digest(row.browser_hash, _hash(browser)):
            return None
        return Started(row.nonce, row.verifier)


def _hash(value: str) -> str:
    return sha256(value.encode()).hexdigest()
