"""Server-side sessions: only a hash of the token is kept, and each can be ended at any time."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from api.store.accounts import Account, account_of
from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import accounts, sessions

IDLE = dt.timedelta(minutes=30)
"""Longest pause between two requests (ASVS 5.0, V7.3.1 asks for a documented one)."""
ABSOLUTE = dt.timedelta(hours=12)
"""Longest life of a session, used or not (ASVS 5.0, V7.3.2): one working day."""
TOUCH = dt.timedelta(minutes=1)
"""The time of last use is written at most this often, so that reading a page need not write here."""
KEPT = dt.timedelta(days=30)

# Asked with every request, so built once.
_LIVE = (
    select(
        sessions.c.csrf_token, sessions.c.means, sessions.c.created_at, sessions.c.seen_at, sessions.c.expires_at,
        sessions.c.search, accounts.c.username, accounts.c.name, accounts.c.role, accounts.c.agency,
        accounts.c.services, accounts.c.clearances, accounts.c.demo, accounts.c.person_uid,
        accounts.c.address_uid,
    )
    .select_from(sessions.join(accounts, sessions.c.username == accounts.c.username))
    .where(
        sessions.c.token_hash == bindparam("hashed"),
        sessions.c.revoked_at.is_(None),
        accounts.c.disabled_at.is_(None),
    )
)  # fmt: skip
_SEEN = update(sessions).where(sessions.c.token_hash == bindparam("hashed")).values(seen_at=bindparam("at"))
_SEARCHED = (
    update(sessions).where(sessions.c.token_hash == bindparam("hashed")).values(search=bindparam("asked"))
)


@dataclass(frozen=True, slots=True)
class Session:
    """A live session and the account that it belongs to. ``ref`` names it in the audit without opening it."""

    token_hash: str
    csrf_token: str
    means: str
    account: Account
    created_at: dt.datetime
    expires_at: dt.datetime
    search: dict[str, Any] | None = None

    @property
    def ref(self) -> str:
        """The first 16 digits of the token's hash."""
        return self.token_hash[:16]


class Sessions:
    """The sessions of a store."""

    def __init__(self, store: Store, idle: dt.timedelta = IDLE, absolute: dt.timedelta = ABSOLUTE) -> None:
        self._store = store
        self._idle = idle
        self._absolute = absolute

    def start(self, username: str, means: str) -> str:
        """Open a session; the token, which is given to the browser and kept nowhere. Old sessions are cleared away."""
        token = secrets.token_urlsafe(32)
        begun = now()
        row = {
            "token_hash": _hash(token),
            "username": username,
            "csrf_token": secrets.token_urlsafe(32),
            "means": means,
            "created_at": stamp(begun),
            "seen_at": stamp(begun),
            "expires_at": stamp(begun + self._absolute),
        }
        with self._store.writing() as connection:
            connection.execute(insert(sessions).values(row))
            connection.execute(delete(sessions).where(sessions.c.expires_at < stamp(begun - KEPT)))
        return token

    def find(self, token: str) -> Session | None:
        """The live session of a token: not ended, not idle too long, not too old, its account enabled."""
        hashed = _hash(token)
        with self._store.reading() as connection:
            row = connection.execute(_LIVE, {"hashed": hashed}).first()
        at = now()
        if row is None or moment(row.expires_at) <= at or moment(row.seen_at) + self._idle <= at:
            return None
        if moment(row.seen_at) + min(TOUCH, self._idle / 2) <= at:
            with self._store.writing() as connection:
                connection.execute(_SEEN, {"hashed": hashed, "at": stamp(at)})
        account = account_of(
            row.username, row.name, row.role, row.agency, row.services, row.clearances, row.demo, row.person_uid,
            row.address_uid, None,
        )  # fmt: skip
        search = json.loads(row.search) if row.search else None
        return Session(
            hashed, row.csrf_token, row.means, account, moment(row.created_at), moment(row.expires_at), search
        )

    def keep_search(self, session: Session, asked: dict[str, Any]) -> None:
        """Remember the last search, so that its page can be loaded again without names in the address."""
        with self._store.writing() as connection:
            connection.execute(_SEARCHED, {"hashed": session.token_hash, "asked": json.dumps(asked)})

    def end(self, session: Session) -> None:
        """End one session."""
        self._revoke(sessions.c.token_hash == session.token_hash)

    def end_all(self, username: str) -> None:
        """End every session of an account."""
        self._revoke(sessions.c.username == username)

    def _revoke(self, which: Any) -> None:
        with self._store.writing() as connection:
            connection.execute(
                update(sessions)
                .where(which, sessions.c.revoked_at.is_(None))
                .values(revoked_at=stamp(now()), search=None)
            )


def _hash(token: str) -> str:
    """A plain hash is enough: the token has 256 random bits."""
    return sha256(token.encode()).hexdigest()
