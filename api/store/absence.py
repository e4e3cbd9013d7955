"""What is kept of the list of children whom expected services do not know: each night, each spell on the list, the
pieces of work of analysts, and the enquiry log of each child."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Row, insert, select, update

from absence.publishing import Placed
from api.store.clock import moment, now, stamp
from api.store.cohorts import cohort_days, release
from api.store.database import Store
from api.store.tables import (
    absence_enquiries,
    absence_nights,
    absence_shown,
    absence_spells,
    absence_works,
)
from model.absence import (
    CAUSE_WORDS,
    FOR_GOOD,
    OFF_WORDS,
    PAUSED,
    SETTLED,
    Cause,
    Findings,
    Gone,
    Line,
    Off,
    Outcome,
)
from model.absence_published import Night

_SAME = {"gap_school_days", "gap_is_long", "last_seen"}
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
        """When each child that is on the list came on it, or that left it last because nobody could be asked."""
        asked = select(absence_spells).order_by(absence_spells.c.id)
        with self._store.reading() as connection:
            last = {row.uid: row for row in connection.execute(asked)}
        return {
            uid: dt.date.fromisoformat(row.since)
            for uid, row in last.items()
            if row.to_day is None or row.why_off in PAUSED
        }

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
        gone = {each.child: each for each in found.gone}
        on: Counter[Cause] = Counter()
        off: Counter[str] = Counter()
        with self._store.writing() as connection:
            open_ = connection.execute(select(absence_spells).where(absence_spells.c.to_day.is_(None))).all()
            known = {row.uid: row for row in open_}
            closed: list[dict[str, object]] = []
            for uid, row in known.items():
                line = lines.get(uid)
                if line is not None and _stands(row.line, line):
                    del lines[uid]
                    continue
                why = None if line is not None else _why_off(gone.get(uid), row.line)
                closed.append({"of": row.id, "until": day, "why": why})
                if why is not None:
                    off[why] += 1
            for each in closed:
                change = update(absence_spells).where(absence_spells.c.id == each["of"])
                connection.execute(change.values(to_day=each["until"], why_off=each["why"]))
            new = [
                {"uid": uid, "since": known[uid].since if uid in known else line.since.isoformat(),
                 "from_day": day, "to_day": None, "cause": line.cause.value, "why_off": None,
                 "line": line.model_dump_json()}
                for uid, line in lines.items()
            ]  # fmt: skip
            on.update(
                line.cause for uid, line in lines.items() if uid not in known and line.since == found.as_at
            )
            if new:
                connection.execute(insert(absence_spells), new)
            row_ = {
                "day": day,
                "at": stamp(now()),
                "published": night.model_dump_json(),
                "remembered": json.dumps(remembered),
            }
            connection.execute(insert(absence_nights).values(row_))
            if cohort_days(connection)[-1] == found.as_at:
                release(connection, day)
        return Moved(on, off)

    def lines(self, day: dt.date) -> list[Line]:
        """The list as it stood on a night."""
        stood = absence_spells.c.to_day.is_(None) | (absence_spells.c.to_day > day.isoformat())
        asked = select(absence_spells.c.line).where(absence_spells.c.from_day <= day.isoformat(), stood)
        with self._store.reading() as connection:
            return [Line.model_validate_json(row.line) for row in connection.execute(asked)]

    def cohort_day(self) -> dt.date | None:
        """The night that was released last; None before the first."""
        with self._store.reading() as connection:
            return next(reversed(cohort_days(connection)), None)

    def cohort(self, day: dt.date) -> tuple[list[Line], dict[str, Placed]]:
        """The list as it was released on a night, and where each child stands in it. A line is dated by the cohort with
        which it came: the very night would tell it from its like."""
        stood = absence_shown.c.to_day.is_(None) | (absence_shown.c.to_day > day.isoformat())
        asked = (
            select(absence_spells.c.line, absence_spells.c.uid, absence_shown)
            .join(absence_shown, absence_shown.c.spell == absence_spells.c.id)
            .where(absence_shown.c.from_day <= day.isoformat(), stood)
        )
        lines, places = [], {}
        with self._store.reading() as connection:
            for row in connection.execute(asked):
                since = dt.date.fromisoformat(row.from_day)
                lines.append(Line.model_validate_json(row.line).model_copy(update={"since": since}))
                places[row.uid] = Placed(row.batch, row.level, row.told)
        return lines, places

    def line(self, uid: str) -> Line | None:
        """The line of a child who is on the list now; None of one who is not."""
        asked = select(absence_spells.c.line).where(
            absence_spells.c.uid == uid, absence_spells.c.to_day.is_(None)
        )
        with self._store.reading() as connection:
            row = connection.execute(asked).first()
        return Line.model_validate_json(row.line) if row is not None else None

    def nights(self, number: int = 90) -> list[Night]:
        """What was published on each of the last nights, oldest first."""
        asked = select(absence_nights.c.published).order_by(absence_nights.c.day.desc()).limit(number)
        with self._store.reading() as connection:
            found = connection.execute(asked).scalars().all()
        return [Night.model_validate_json(each) for each in reversed(found)]

    def fates(self, day: dt.date, uids: Collection[str]) -> dict[str, str]:
        """What has become of each child who was on the list of a night: why it is on it still, or why it went."""
        asked = (
            select(
                absence_spells.c.uid,
                absence_spells.c.to_day,
                absence_spells.c.cause,
                absence_spells.c.why_off,
            )
            .where(absence_spells.c.to_day.is_(None) | (absence_spells.c.to_day > day.isoformat()))
            .order_by(absence_spells.c.id)
        )
        with self._store.reading() as connection:
            last = {row.uid: row for row in connection.execute(asked)}
        return {
            uid: f"still listed: {CAUSE_WORDS[Cause(row.cause)]}"
            if row.to_day is None
            else f"no longer: {off_words(row.why_off)}"
            for uid in uids
            if (row := last.get(uid)) is not None
        }

    def moves(self, number: int = 90) -> list[tuple[dt.date, Moved]]:
        """Who came on the list on each of the last nights and who went off it, by why; the last night first."""
        on: dict[str, Counter[Cause]] = {}
        off: dict[str, Counter[str]] = {}
        with self._store.reading() as connection:
            nights = select(absence_nights.c.day).order_by(absence_nights.c.day.desc()).limit(number)
            days = list(connection.execute(nights).scalars())
            first = days[-1] if days else ""
            came = select(absence_spells.c.from_day, absence_spells.c.cause).where(
                absence_spells.c.from_day == absence_spells.c.since, absence_spells.c.from_day >= first
            )
            for row in connection.execute(came):
                on.setdefault(row.from_day, Counter())[Cause(row.cause)] += 1
            went = select(absence_spells.c.to_day, absence_spells.c.why_off).where(
                absence_spells.c.why_off.is_not(None), absence_spells.c.to_day >= first
            )
            for row in connection.execute(went):
                off.setdefault(row.to_day, Counter())[off_words(row.why_off)] += 1
        return [
            (dt.date.fromisoformat(day), Moved(on.get(day, Counter()), off.get(day, Counter())))
            for day in days
        ]

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
        """Children who were handed over for enquiries that go on, or that found nobody: they are out of every list."""
        last: dict[str, Outcome | None] = {}
        for entry in self.entries():
            last[entry.uid] = None if entry.line is not None else entry.outcome or last.get(entry.uid)
        return frozenset(uid for uid, outcome in last.items() if outcome in (None, Outcome.NOT_FOUND))

    def settled(self, today: dt.date, days: int) -> dict[str, Cause]:
        """Children whose last outcome makes them a ghost on a day, and of which cause. Those that do not hold for good
        hold for so many days."""
        found: dict[str, Cause] = {}
        for entry in self.entries():
            if entry.outcome is not None:
                found.pop(entry.uid, None)
                holds = entry.outcome in FOR_GOOD or today - entry.at.date() <= dt.timedelta(days=days)
                if entry.outcome in SETTLED and holds:
                    found[entry.uid] = SETTLED[entry.outcome]
        return found

    def outcomes(self) -> list[tuple[Cause, Outcome]]:
        """How each enquiry that is closed ended, with the first explanation of the line that was handed over."""
        given: dict[str, Cause] = {}
        found = []
        for entry in self.entries():
            if entry.line is not None:
                given[entry.uid] = entry.line.cause
            if entry.outcome is not None and entry.uid in given:
                found.append((given.pop(entry.uid), entry.outcome))
        return found


def off_words(why: str | None) -> str:
    """Why a child went off the list, in words."""
    if why in set(Off):
        return OFF_WORDS[Off(why)]
    return CAUSE_WORDS[Cause(why)] if why in set(Cause) else why or "not said"


def _why_off(gone: Gone | None, line: str) -> str:
    """Why the child of a line that was kept is on the list no longer."""
    return Off.NOT_JUDGED if gone is None else gone.off(Line.model_validate_json(line).expected)


def _stands(kept: str, line: Line) -> bool:
    """Whether a line says what was kept of it: mostly to the letter, which spares reading it."""
    return kept == line.model_dump_json() or _said(line) == _said(Line.model_validate_json(kept))


def _said(line: Line) -> dict[str, object]:
    return line.model_dump(exclude=_SAME)


def _work(row: Row[tuple[str, ...]]) -> Work:
    return Work(row.id, row.title, row.reason, row.username, moment(row.at), dt.date.fromisoformat(row.day))


def _entry(row: Row[tuple[str, ...]]) -> Entry:
    return Entry(
        row.id, row.uid, moment(row.at), row.username, row.agency, row.tried, row.result, row.next_step,
        Outcome(row.outcome) if row.outcome else None, Line.model_validate_json(row.line) if row.line else None,
    )  # fmt: skip
