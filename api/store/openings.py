"""Openings (who opened whom today, for which purpose and reason) and refusals of one's own circle."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from api.store.accounts import Account
from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.reviews import Reviewed, waits
from api.store.tables import openings, refusals
from model.scope import Purpose

# Asked with nearly every request, so built once.
_OF_TODAY = (openings.c.username == bindparam("of")) & (openings.c.day == bindparam("today"))
_STANDING = select(openings).where(_OF_TODAY, openings.c.uid == bindparam("whom"))
_OPENED = select(openings.c.uid).where(_OF_TODAY)


class Ground(StrEnum):
    """How somebody is near to the person whom they tried to open."""

    SELF = "self"
    HOUSEHOLD = "household"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Opening:
    """One person opened by one account for one day. ``sampled`` openings are reviewed by a lead.

    ``ground`` is set where the holder of the account is near to somebody whose location is withheld: refusing would
    tell where that person lives, so the opening stands and is always reviewed.
    """

    id: int
    username: str
    uid: str
    day: dt.date
    at: dt.datetime
    purpose: Purpose
    reason: str
    sampled: bool
    ground: Ground | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An attempt to open oneself, one's household or a neighbour."""

    id: int
    username: str
    uid: str
    at: dt.datetime
    ground: Ground


class Openings:
    """The openings and refusals of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        account: Account,
        uid: str,
        purpose: Purpose,
        reason: str,
        *,
        sampled: bool,
        ground: Ground | None,
    ) -> Opening:
        """Open a person for the account until midnight (UTC). A second opening on one day leaves the first as it is."""
        at = now()
        row = {
            "username": account.username,
            "agency": account.agency,
            "uid": uid,
            "day": at.date().isoformat(),
            "at": stamp(at),
            "purpose": purpose.value,
            "reason": reason,
            "sampled": sampled,
            "ground": ground.value if ground else None,
        }
        try:
            with self._store.exclusively() as connection:
                connection.execute(insert(openings).values(row))
        except IntegrityError:
            pass
        found = self.today(account.username, uid)
        if found is None:
            raise RuntimeError("midnight passed while a person was opened")
        return found

    def today(self, username: str, uid: str) -> Opening | None:
        """The opening of a person that stands today."""
        with self._store.reading() as connection:
            row = connection.execute(_STANDING, {**_today(username), "whom": uid}).first()
        return _opening(row) if row else None

    def opened_today(self, username: str) -> frozenset[str]:
        """Every uid that the account has open today."""
        with self._store.reading() as connection:
            return frozenset(connection.execute(_OPENED, _today(username)).scalars())

    def standing_today(self, username: str, uid: str) -> tuple[frozenset[str], Opening | None]:
        """What :meth:`opened_today` and :meth:`today` answer, in one look."""
        with self._store.reading() as connection:
            opened = frozenset(connection.execute(_OPENED, _today(username)).scalars())
            row = connection.execute(_STANDING, {**_today(username), "whom": uid}).first()
        return opened, _opening(row) if row else None

    def of_today(self, username: str) -> list[Opening]:
        """The account's openings of today, newest first."""
        statement = select(openings).where(_OF_TODAY).order_by(openings.c.id.desc())
        with self._store.reading() as connection:
            rows = connection.execute(statement, _today(username)).all()
        return [_opening(row) for row in rows]

    def refuse(self, account: Account, uid: str, ground: Ground) -> None:
        """Flag an attempt for a lead."""
        row = {
            "username": account.username,
            "agency": account.agency,
            "uid": uid,
            "at": stamp(now()),
            "ground": ground.value,
        }
        with self._store.writing() as connection:
            connection.execute(insert(refusals).values(row))

    def sampled(
        self, agency: str | None, limit: int, before: int | None = None, waiting: bool | None = None
    ) -> list[Opening]:
        """Openings to review, newest first: those of one agency, or of all where ``agency`` is None.

        ``waiting`` leaves those that nobody has looked at, or, where False, those that somebody has.
        """
        wanted: list[ColumnElement[bool]] = [openings.c.sampled]
        if agency is not None:
            wanted.append(openings.c.agency == agency)
        if before is not None:
            wanted.append(openings.c.id < before)
        wanted += _by_review(Reviewed.OPENING, waiting)
        with self._store.reading() as connection:
            rows = connection.execute(
                select(openings).where(*wanted).order_by(openings.c.id.desc()).limit(limit)
            ).all()
        return [_opening(row) for row in rows]

    def refused(
        self, agency: str | None, limit: int, before: int | None = None, waiting: bool | None = None
    ) -> list[Refusal]:
        """Attempts on one's own circle, newest first; ``agency`` and ``waiting`` as in :meth:`sampled`."""
        wanted: list[ColumnElement[bool]] = []
        if agency is not None:
            wanted.append(refusals.c.agency == agency)
        if before is not None:
            wanted.append(refusals.c.id < before)
        wanted += _by_review(Reviewed.REFUSAL, waiting)
        with self._store.reading() as connection:
            rows = connection.execute(
                select(refusals).where(*wanted).order_by(refusals.c.id.desc()).limit(limit)
            ).all()
        return [Refusal(row.id, row.username, row.uid, moment(row.at), Ground(row.ground)) for row in rows]


def _by_review(kind: Reviewed, waiting: bool | None) -> list[ColumnElement[bool]]:
    return [] if waiting is None else [waits(kind) if waiting else ~waits(kind)]


def _today(username: str) -> dict[str, str]:
    return {"of": username, "today": now().date().isoformat()}


def _opening(row: Row[Any]) -> Opening:
    return Opening(
        row.id,
        row.username,
        row.uid,
        dt.date.fromisoformat(row.day),
        moment(row.at),
        Purpose(row.purpose),
        row.reason,
        bool(row.sampled),
        Ground(row.ground) if row.ground else None,
    )
