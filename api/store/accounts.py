"""Accounts: who may use Kith, as what, for which agency and services. What a token says never decides this."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.store.clock import now, stamp
from api.store.database import Store
from api.store.errors import AccountExists
from api.store.tables import accounts, identities, sessions
from model.guards import Clearance
from model.scope import Role


@dataclass(frozen=True, slots=True)
class Account:
    """One account. ``agency`` is an agency code, or None for the borough's own hub; ``services`` are service keys.

    ``person_uid`` and ``address_uid`` link the account to its holder's own entries in the graph, where they have any:
    they serve only to keep the holder from opening themselves, their household or their neighbours.
    ``demo`` accounts sign in by password, on loopback only; all others sign in through the OpenID provider.
    """

    username: str
    name: str
    role: Role
    agency: str | None = None
    services: tuple[str, ...] = ()
    clearances: frozenset[Clearance] = frozenset()
    demo: bool = False
    person_uid: str | None = None
    address_uid: str | None = None
    enabled: bool = True


class Accounts:
    """The accounts of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, account: Account, password_hash: str | None = None) -> None:
        """Make an account. Raises :class:`AccountExists`."""
        row = {
            "username": account.username,
            "name": account.name,
            "role": account.role.value,
            "agency": account.agency,
            "services": json.dumps(list(account.services)),
            "clearances": json.dumps(sorted(account.clearances)),
            "password_hash": password_hash,
            "demo": account.demo,
            "person_uid": account.person_uid,
            "address_uid": account.address_uid,
            "created_at": stamp(now()),
        }
        with self._store.writing() as connection:
            try:
                connection.execute(insert(accounts).values(row))
            except IntegrityError:
                raise AccountExists(account.username) from None

    def get(self, username: str) -> Account | None:
        """The account of that name, disabled ones too."""
        with self._store.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.username == username)).first()
        return _account(row) if row else None

    def named(self, usernames: Iterable[str]) -> dict[str, Account]:
        """The accounts of these names, disabled ones too, by name."""
        wanted = accounts.c.username.in_(sorted(set(usernames)))
        with self._store.reading() as connection:
            rows = connection.execute(select(accounts).where(wanted)).all()
        return {row.username: _account(row) for row in rows}

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._store.reading() as connection:
            return [
                _account(row) for row in connection.execute(select(accounts).order_by(accounts.c.username))
            ]

    def password_hash(self, username: str) -> str | None:
        """The argon2 hash of an account that may sign in by password."""
        with self._store.reading() as connection:
            found = connection.execute(
                select(accounts.c.password_hash).where(accounts.c.username == username)
            )
            hashed: str | None = found.scalar()
        return hashed

    def disable(self, username: str) -> None:
        """Let nobody sign in by this account, and end its sessions."""
        with self._store.writing() as connection:
            moment = stamp(now())
            connection.execute(
                update(accounts).where(accounts.c.username == username).values(disabled_at=moment)
            )
            connection.execute(
                update(sessions)
                .where(sessions.c.username == username, sessions.c.revoked_at.is_(None))
                .values(revoked_at=moment, search=None)
            )

    def link_identity(self, issuer: str, subject: str, username: str) -> None:
        """Let somebody whom ``issuer`` knows as ``subject`` sign in as ``username``."""
        with self._store.writing() as connection:
            connection.execute(insert(identities).values(issuer=issuer, subject=subject, username=username))

    def by_identity(self, issuer: str, subject: str) -> Account | None:
        """The account of an identity at a provider."""
        joined = identities.join(accounts, identities.c.username == accounts.c.username)
        wanted = (identities.c.issuer == issuer) & (identities.c.subject == subject)
        with self._store.reading() as connection:
            row = connection.execute(select(accounts).select_from(joined).where(wanted)).first()
        return _account(row) if row else None


def _account(row: Row[Any]) -> Account:
    return account_of(
        row.username, row.name, row.role, row.agency, row.services, row.clearances, row.demo,
        row.person_uid, row.address_uid, row.disabled_at,
    )  # fmt: skip


def account_of(
    username: str, name: str, role: str, agency: str | None, services: str, clearances: str, demo: bool,
    person_uid: str | None, address_uid: str | None, disabled_at: str | None,
) -> Account:  # fmt: skip
    """An account from the columns of its row."""
    held: Iterable[str] = json.loads(clearances)
    return Account(
        username, name, Role(role), agency, tuple(json.loads(services)),
        frozenset(Clearance(clearance) for clearance in held), demo, person_uid, address_uid, disabled_at is None,
    )  # fmt: skip
