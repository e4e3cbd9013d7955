"""What is kept of the list of children whom expected services do not know: each night, each spell on the list, the
pieces of work of analysts, and the enquiry log of each child."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Row, insert, select, update

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import absence_enquiries, absence_nights, absence_spells, absence_works
from model.absence import SETTLED, SMALLEST_SHOWN, Cause, Findings, Line, Night, Outcome, Point

_SAME = {"gap_school_days", "last_seen"}
"""What grows older by itself and makes no new spell."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work: children bear one pseudonym within it, and it stays with the night on which it began."""

    id: str
    title: str
    reason: str
    by: str
    at: dt.datetime
    day: dt.date


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a child's enquiry log. The first hands the child over, with the line as it was then."""

    id: int
    uid: str
    at: dt.datetime
    by: str
    agency: str | None
    tried: str
    result: str
    next_step: str
    outcome: Outcome | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class Moved:
    """How many came on the list on a night and how many went off it, by why."""

    on: Mapping[Cause, int]
    off: Mapping[str, int]


class AbsenceBook:
    """The book of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # Nights and spells

    def last_night(self, on: dt.date | None = None) -> Night | None:
        """What was published last, or of one night."""
        row = self._night_row(on)
        return Night.model_validate_json(row.published) if row else None

    def remembered(self) -> dict[str, dict[str, int]]:
        """The true count of each cell when it was last published."""
        row = self._night_row(None)
        found: dict[str, dict[str, int]] = json.loads(row.remembered) if row else {}
        return found

    def _night_row(self, on: dt.date | None) -> Row[tuple[str, ...]] | None:
        asked = select(absence_nights).order_by(absence_nights.c.day.desc()).limit(1)
        if on is not None:
            asked = asked.where(absence_nights.c.day == on.isoformat())
        with self._store.reading() as connection:
            return connection.execute(asked).first()

    def since(self) -> dict[str, dt.date]:
        """When each child that is on the list came on it."""
        asked = select(absence_spells.c.uid, absence_spells.c.since).where(absence_spells.c.to_day.is_(None))
        with self._store.reading() as connection:
            return {row.uid: dt.date.fromisoformat(row.since) for row in connection.execute(asked)}

    def enter(self, found: Findings, night: Night, remembered: Mapping[str, Mapping[str, int]]) -> Moved:
        """Enter a night: whoever is on the list goes on, comes on, or goes off with the reason. Raises ValueError for a
        night before one that is entered, and for one that is entered already."""
        day = found.as_at.isoformat()
        last = self.last_night()
        if last is not None and last.day >= found.as_at:
            raise ValueError(
                f"the night of {last.day} is entered already; a night goes in once, and in order"
            )
        lines = {line.child: line for line in found.lines}
        ghosts = {ghost.child: ghost.cause.value for ghost in found.ghosts if ghost.removed}
        on: Counter[Cause] = Counter()
        off: Counter[str] = Counter()
        with self._store.writing() as connection:
            open_ = connection.execute(select(absence_spells).where(absence_spells.c.to_day.is_(None))).all()
            known = {row.uid: row for row in open_}
            closed: list[dict[str, object]] = []
            for uid, row in known.items():
                line = lines.get(uid)
                if line is not None and _said(line) == _said(Line.model_validate_json(row.line)):
                    del lines[uid]
                    continue
                why = None if line is not None else ghosts.get(uid, "known to the services expected now")
                closed.append({"of": row.id, "until": day, "why": why})
                if why is not None:
                    off[why] += 1
            for each in closed:
                change = update(absence_spells).where(absence_spells.c.id == each["of"])
                connection.execute(change.values(to_day=each["until"], why_off=each["why"]))
            new = [
                {"uid": uid, "since": known[uid].since if uid in known else day, "from_day": day, "to_day": None,
                 "cause": line.cause.value, "why_off": None, "line": line.model_dump_json()}
                for uid, line in lines.items()
            ]  # fmt: skip
            on.update(line.cause for uid, line in lines.items() if uid not in known)
            if new:
                connection.execute(insert(absence_spells), new)
            row_ = {
                "day": day,
                "at": stamp(now()),
                "published": night.model_dump_json(),
                "remembered": json.dumps(remembered),
            }
            connection.execute(insert(absence_nights).values(row_))
        return Moved(on, off)

    def lines(self, day: dt.date) -> list[Line]:
        """The list as it stood on a night."""
        stood = absence_spells.c.to_day.is_(None) | (absence_spells.c.to_day > day.isoformat())
        asked = select(absence_spells.c.line).where(absence_spells.c.from_day <= day.isoformat(), stood)
        with self._store.reading() as connection:
            return [Line.model_validate_json(row.line) for row in connection.execute(asked)]

    def trend(self, nights: int = 90) -> list[Point]:
        """Lines by first explanation on each of the last nights, rounded to five and without small numbers."""
        with self._store.reading() as connection:
            days = [row.day for row in connection.execute(
                select(absence_nights.c.day).order_by(absence_nights.c.day.desc()).limit(nights))]  # fmt: skip
            spells = connection.execute(
                select(absence_spells.c.from_day, absence_spells.c.to_day, absence_spells.c.cause)
            ).all()
        found = []
        for day in sorted(days):
            counted = Counter(
                row.cause
                for row in spells
                if row.from_day <= day and (row.to_day is None or row.to_day > day)
            )
            found += [
                Point(night=dt.date.fromisoformat(day), cause=Cause(cause), children=5 * round(number / 5))
                for cause, number in sorted(counted.items())
                if number >= SMALLEST_SHOWN
            ]
        return found

    # Pieces of work

    def begin(self, title: str, reason: str, by: str, day: dt.date) -> Work:
        """Begin a piece of work on a night."""
        work = Work(secrets.token_hex(8), title, reason, by, now(), day)
        row = {
            "id": work.id,
            "title": title,
            "reason": reason,
            "username": by,
            "at": stamp(work.at),
            "day": day.isoformat(),
        }
        with self._store.writing() as connection:
            connection.execute(insert(absence_works).values(row))
        return work

    def works(self, by: str) -> list[Work]:
        """An account's pieces of work, newest first."""
        asked = (
            select(absence_works).where(absence_works.c.username == by).order_by(absence_works.c.at.desc())
        )
        with self._store.reading() as connection:
            return [_work(row) for row in connection.execute(asked)]

    def work(self, work: str, by: str) -> Work | None:
        """One piece of work of an account; None for another's."""
        return next((each for each in self.works(by) if each.id == work), None)

    # Enquiries

    def log(self, uid: str, by: str, agency: str | None, tried: str, result: str, next_step: str,
            outcome: Outcome | None = None, line: Line | None = None) -> None:  # fmt: skip
        """Enter what was tried for a child, by whom, with the result and the next step."""
        row = {
            "uid": uid, "at": stamp(now()), "username": by, "agency": agency, "tried": tried, "result": result,
            "next_step": next_step, "outcome": outcome.value if outcome else None,
            "line": line.model_dump_json() if line else None,
        }  # fmt: skip
        with self._store.writing() as connection:
            connection.execute(insert(absence_enquiries).values(row))

    def entries(self, uid: str | None = None) -> list[Entry]:
        """The enquiry log of a child, or of everybody, oldest first."""
        asked = select(absence_enquiries).order_by(absence_enquiries.c.id)
        if uid is not None:
            asked = asked.where(absence_enquiries.c.uid == uid)
        with self._store.reading() as connection:
            return [_entry(row) for row in connection.execute(asked)]

    def handed_over(self) -> frozenset[str]:
        """Children who were handed over for enquiries: they are out of every analyst's list."""
        with self._store.reading() as connection:
            return frozenset(connection.execute(select(absence_enquiries.c.uid).distinct()).scalars())

    def settled(self) -> dict[str, Cause]:
        """Children whose last outcome makes them a ghost, and of which cause."""
        found: dict[str, Cause] = {}
        for entry in self.entries():
            if entry.outcome is not None:
                found.pop(entry.uid, None)
                if entry.outcome in SETTLED:
                    found[entry.uid] = SETTLED[entry.outcome]
        return found


def _said(line: Line) -> dict[str, object]:
    return line.model_dump(exclude=_SAME)


def _work(row: Row[tuple[str, ...]]) -> Work:
    return Work(row.id, row.title, row.reason, row.username, moment(row.at), dt.date.fromisoformat(row.day))


def _entry(row: Row[tuple[str, ...]]) -> Entry:
    return Entry(
        row.id, row.uid, moment(row.at), row.username, row.agency, row.tried, row.result, row.next_step,
        Outcome(row.outcome) if row.outcome else None, Line.model_validate_json(row.line) if row.line else None,
    )  # fmt: skip
