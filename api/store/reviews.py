"""What a lead has looked at: each sampled opening and each refused attempt once, with what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, exists, insert, select
from sqlalchemy.exc import IntegrityError

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import openings, refusals, reviews


class Reviewed(StrEnum):
    """What is looked at."""

    OPENING = "opening"
    REFUSAL = "refusal"


class Looked(StrEnum):
    """What came of it."""

    IN_ORDER = "in_order"
    FOLLOWED_UP = "followed_up"


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked, when, and what came of it; ``note`` may be empty where all was in order."""

    by: str
    at: dt.datetime
    outcome: Looked
    note: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose opening or attempt it was, and of which agency."""

    username: str
    agency: str | None


_TABLES: dict[Reviewed, Table] = {Reviewed.OPENING: openings, Reviewed.REFUSAL: refusals}


class Reviews:
    """The reviews of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def subject(self, kind: Reviewed, number: int) -> Subject | None:
        """Whose opening or attempt that number is; None for none, and for an opening that was not drawn."""
        table = _TABLES[kind]
        wanted = select(table).where(table.c.id == number)
        if kind is Reviewed.OPENING:
            wanted = wanted.where(table.c.sampled)
        with self._store.reading() as connection:
            row = connection.execute(wanted).first()
        return Subject(row.username, row.agency) if row else None

    def add(self, kind: Reviewed, number: int, by: str, outcome: Looked, note: str) -> bool:
        """Enter a review; False where somebody has looked already, whose review stands."""
        row = {
            "kind": kind.value,
            "subject": number,
            "username": by,
            "at": stamp(now()),
            "outcome": outcome.value,
            "note": note,
        }
        try:
            with self._store.exclusively() as connection:
                connection.execute(insert(reviews).values(row))
        except IntegrityError:
            return False
        return True

    def of(self, kind: Reviewed, numbers: Sequence[int]) -> dict[int, Review]:
        """The reviews of those that have one."""
        wanted = select(reviews).where(reviews.c.kind == kind.value, reviews.c.subject.in_(numbers))
        with self._store.reading() as connection:
            rows = connection.execute(wanted).all()
        return {
            row.subject: Review(row.username, moment(row.at), Looked(row.outcome), row.note) for row in rows
        }


def waits(kind: Reviewed) -> ColumnElement[bool]:
    """That a row of the table of this kind has no review."""
    return ~exists().where(reviews.c.kind == kind.value, reviews.c.subject == _TABLES[kind].c.id)
