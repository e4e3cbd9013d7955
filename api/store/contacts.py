"""Requests to get in touch, and decisions not to share. A request never says why; without a service it is the hub's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import accounts, contact_requests, not_shared


@dataclass(frozen=True, slots=True)
class Request:
    """A request about a child. ``service`` and ``worker`` are uids of the graph; neither means the hub."""

    id: int
    username: str
    name: str
    agency: str | None
    uid: str
    service: str | None
    worker: str | None
    telephone: str
    at: dt.datetime
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was asked for and not shared."""

    id: int
    username: str
    name: str
    uid: str
    at: dt.datetime
    asked_by: str
    what: str
    reason: str


_REQUESTS = select(contact_requests, accounts.c.name, accounts.c.agency).select_from(
    contact_requests.join(accounts, contact_requests.c.username == accounts.c.username)
)
_REFUSALS = select(not_shared, accounts.c.name).select_from(
    not_shared.join(accounts, not_shared.c.username == accounts.c.username)
)


class Contacts:
    """The requests and refusals to share of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, username: str, uid: str, service: str | None, worker: str | None, telephone: str) -> None:
        """Ask a service, one of its workers, or the hub to get in touch about a child."""
        row = {"username": username, "uid": uid, "service": service, "worker": worker}
        with self._store.writing() as connection:
            connection.execute(
                insert(contact_requests).values({**row, "telephone": telephone, "at": stamp(now())})
            )

    def received(self, services: Collection[str], *, hub: bool, limit: int) -> list[Request]:
        """Requests that are not yet answered, for these services, and for the hub where asked."""
        wanted: list[Any] = [contact_requests.c.service.in_(sorted(services))]
        if hub:
            wanted.append(contact_requests.c.service.is_(None))
        return self._list(or_(*wanted) & contact_requests.c.answered_at.is_(None), limit)

    def sent(self, username: str, limit: int) -> list[Request]:
        """Requests of one account, newest first."""
        return self._list(contact_requests.c.username == username, limit)

    def request(self, number: int) -> Request | None:
        """One request."""
        return next(iter(self._list(contact_requests.c.id == number, 1)), None)

    def _list(self, which: Any, limit: int) -> list[Request]:
        statement = _REQUESTS.where(which).order_by(contact_requests.c.id.desc()).limit(limit)
        with self._store.reading() as connection:
            return [_request(row) for row in connection.execute(statement)]

    def answered(self, number: int, username: str) -> None:
        """Say that one has got in touch."""
        with self._store.writing() as connection:
            connection.execute(
                update(contact_requests)
                .where(contact_requests.c.id == number, contact_requests.c.answered_at.is_(None))
                .values(answered_at=stamp(now()), answered_by=username)
            )

    def refuse(
        self, username: str, agency: str | None, uid: str, asked_by: str, what: str, reason: str
    ) -> None:
        """Keep a decision not to share."""
        row = {"username": username, "agency": agency, "uid": uid, "asked_by": asked_by}
        with self._store.writing() as connection:
            connection.execute(
                insert(not_shared).values({**row, "what": what, "reason": reason, "at": stamp(now())})
            )

    def refusals(
        self, limit: int, *, username: str | None = None, agency: str | None = None
    ) -> list[Refusal]:
        """Decisions not to share, newest first: of one account, of one agency, or all."""
        statement = _REFUSALS.order_by(not_shared.c.id.desc()).limit(limit)
        if username is not None:
            statement = statement.where(not_shared.c.username == username)
        if agency is not None:
            statement = statement.where(not_shared.c.agency == agency)
        with self._store.reading() as connection:
            return [
                Refusal(
                    row.id,
                    row.username,
                    row.name,
                    row.uid,
                    moment(row.at),
                    row.asked_by,
                    row.what,
                    row.reason,
                )
                for row in connection.execute(statement)
            ]


def _request(row: Row[Any]) -> Request:
    return Request(
        row.id, row.username, row.name, row.agency, row.uid, row.service, row.worker, row.telephone,
        moment(row.at), moment(row.answered_at) if row.answered_at else None,
    )  # fmt: skip
