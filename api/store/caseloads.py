"""Whose case a child is, in Kith itself: involvements that workers register, subscriptions, and when somebody last
looked. What is shown of it is decided when it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.store.clock import now
from api.store.database import Store
from api.store.tables import account_workers, accounts, openings, own_involvements, subscriptions


@dataclass(frozen=True, slots=True)
class Registered:
    """An involvement that an account registered. ``service`` is a service key of the account, where it has one."""

    id: int
    username: str
    name: str
    agency: str | None
    uid: str
    service: str | None
    role: str
    telephone: str
    since: dt.date
    until: dt.date | None


_REGISTERED = (
    select(own_involvements, accounts.c.name, accounts.c.agency)
    .select_from(own_involvements.join(accounts, own_involvements.c.username == accounts.c.username))
    .order_by(own_involvements.c.id)
)


class Caseloads:
    """The caseloads of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def worker_of(self, username: str) -> str | None:
        """The key under which a feed knows the account's holder as a worker."""
        with self._store.reading() as connection:
            found = connection.execute(
                select(account_workers.c.worker_key).where(account_workers.c.username == username)
            )
            key: str | None = found.scalar()
        return key

    def set_worker(self, username: str, key: str | None) -> None:
        """Say under which key a feed knows the account's holder; None takes it away."""
        with self._store.writing() as connection:
            connection.execute(delete(account_workers).where(account_workers.c.username == username))
            if key is not None:
                connection.execute(insert(account_workers).values(username=username, worker_key=key))

    def register(self, username: str, uid: str, service: str | None, role: str, telephone: str) -> None:
        """Begin an involvement today; one that is open with the child already is replaced."""
        row = {"username": username, "uid": uid, "service": service, "role": role, "telephone": telephone}
        with self._store.writing() as connection:
            connection.execute(_ending(username, uid))
            connection.execute(insert(own_involvements).values({**row, "since": now().date().isoformat()}))

    def end(self, username: str, uid: str) -> bool:
        """End one's own involvement with a child today, and with it the subscription; False where there is none."""
        with self._store.writing() as connection:
            ended = connection.execute(_ending(username, uid)).rowcount
            connection.execute(delete(subscriptions).where(_subscribed(username, uid)))
        return bool(ended)

    def of_child(self, uid: str, *, past: bool = False) -> list[Registered]:
        """Open involvements registered with a child; with ``past``, those that have ended, too."""
        return self._registered(own_involvements.c.uid == uid, past=past)

    def of_account(self, username: str) -> list[Registered]:
        """Open involvements that an account registered."""
        return self._registered(own_involvements.c.username == username)

    def _registered(self, which: Any, *, past: bool = False) -> list[Registered]:
        open_ones = [] if past else [own_involvements.c.until.is_(None)]
        with self._store.reading() as connection:
            rows = connection.execute(_REGISTERED.where(which, *open_ones)).all()
        return [_one(row) for row in rows]

    def subscribe(self, username: str, uid: str) -> None:
        """Be told of a child from today on."""
        try:
            with self._store.writing() as connection:
                connection.execute(
                    insert(subscriptions).values(username=username, uid=uid, since=now().date().isoformat())
                )
        except IntegrityError:
            return

    def unsubscribe(self, username: str, uid: str) -> None:
        """Be told no more."""
        with self._store.writing() as connection:
            connection.execute(delete(subscriptions).where(_subscribed(username, uid)))

    def subscribed(self, username: str) -> dict[str, dt.date]:
        """The children of whom an account is told, and since when."""
        with self._store.reading() as connection:
            rows = connection.execute(select(subscriptions).where(subscriptions.c.username == username)).all()
        return {row.uid: dt.date.fromisoformat(row.since) for row in rows}

    def looked(self, username: str, uids: Iterable[str] | None = None) -> dict[str, dt.date]:
        """The last day before today on which an account opened each of these people, or anybody."""
        today = now().date().isoformat()
        statement = (
            select(openings.c.uid, func.max(openings.c.day))
            .where(openings.c.username == username, openings.c.day < today)
            .group_by(openings.c.uid)
        )
        if uids is not None:
            statement = statement.where(openings.c.uid.in_(sorted(set(uids))))
        with self._store.reading() as connection:
            return {uid: dt.date.fromisoformat(day) for uid, day in connection.execute(statement)}

    def recent(self, username: str, limit: int) -> list[str]:
        """The people whom an account opened last, newest first."""
        latest = func.max(openings.c.id)
        statement = (
            select(openings.c.uid)
            .where(openings.c.username == username)
            .group_by(openings.c.uid)
            .order_by(latest.desc())
            .limit(limit)
        )
        with self._store.reading() as connection:
            return list(connection.execute(statement).scalars())


def _ending(username: str, uid: str) -> Any:
    return (
        update(own_involvements)
        .where(
            own_involvements.c.username == username,
            own_involvements.c.uid == uid,
            own_involvements.c.until.is_(None),
        )
        .values(until=now().date().isoformat())
    )


def _subscribed(username: str, uid: str) -> Any:
    return (subscriptions.c.username == username) & (subscriptions.c.uid == uid)


def _one(row: Row[Any]) -> Registered:
    until = dt.date.fromisoformat(row.until) if row.until else None
    return Registered(
        row.id, row.username, row.name, row.agency, row.uid, row.service, row.role, row.telephone,
        dt.date.fromisoformat(row.since), until,
    )  # fmt: skip
