"""Which patterns are on and who said so, which findings there are, and what leads decided about each.

The log of patterns and the dispositions only grow: the last entry is how things stand. A finding holds identifiers and
dates and nothing that could be read as a name; what it says is asked of the graph anew for each reader.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import dispositions, findings, pattern_log
from model.guards import Clearance
from model.patterns import USEFUL_SHARE, Found, Pattern
from model.scope import Role


class Step(StrEnum):
    """What was done with a pattern. The first four are how it stands; a proposal stands beside what is on."""

    ON = "on"
    OFF = "off"
    PAUSED = "paused"
    PROPOSED = "proposed"
    RELEASED = "released"


class Disposition(StrEnum):
    """What a lead decided about a finding."""

    EXPLAINED = "known_and_explained"
    DATA_ERROR = "data_error"
    ACTED_ON = "acted_on"
    WATCH = "watch"


USEFUL = frozenset({Disposition.ACTED_ON, Disposition.WATCH})
"""Dispositions of a finding that was worth the look."""
LEAST_DISPOSED = 10
"""So many findings have to be disposed of before a pattern can pause itself. Assumed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log of patterns, with the counts of children before and after a change of thresholds."""

    id: int
    pattern: str
    what: Step
    digest: str
    thresholds: Mapping[str, int]
    by: str
    at: dt.datetime
    reason: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it is kept."""

    id: str
    pattern: str
    identity: tuple[str, ...]
    child: str
    household: str
    evidence_on: dt.date | None
    evidence: str
    """A hash of the path: another one is something new."""
    first_found: dt.date
    last_found: dt.date
    gone_on: dt.date | None
    protected: bool
    held: bool
    assigned_to: str | None


@dataclass(frozen=True, slots=True)
class Disposed:
    """What was decided about a finding, and until when it holds."""

    finding: str
    kind: Disposition
    reason: str
    by: str
    at: dt.datetime
    until: dt.date | None
    evidence: str

    def stands(self, today: dt.date, evidence: str) -> bool:
        """Whether the finding stays quiet: not expired, and nothing new since."""
        return (self.until is None or self.until >= today) and self.evidence == evidence


def finding_id(pattern: str, identity: Iterable[str]) -> str:
    """The same fact has the same name tomorrow: a hash of the pattern and of the values that identify the finding."""
    return _hash("|".join((pattern, *identity)))


def evidence_of(found: Found) -> str:
    """A hash of what a finding rests on: which claims, not how they are dated by a later delivery."""
    return _hash("|".join(sorted(str(hop.get("key")) for hop in found.path)))


def digest_of(made: Pattern, thresholds: Mapping[str, int]) -> str:
    """Changes with the statement and with the thresholds."""
    return _hash(f"{made.text}|{json.dumps(dict(sorted(thresholds.items())))}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Patterns:
    """The patterns, findings and dispositions of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def log(self, pattern: str | None = None) -> list[Entry]:
        """Entries, newest first."""
        statement = select(pattern_log).order_by(pattern_log.c.id.desc())
        if pattern:
            statement = statement.where(pattern_log.c.pattern == pattern)
        with self._store.reading() as connection:
            return [_entry(row) for row in connection.execute(statement)]

    def enter(
        self, made: Pattern, what: Step, thresholds: Mapping[str, int], by: str, reason: str,
        before: int | None = None, after: int | None = None,
    ) -> None:  # fmt: skip
        """Add an entry to the log."""
        row = {
            "pattern": made.id, "what": what.value, "digest": digest_of(made, thresholds),
            "thresholds": json.dumps(dict(thresholds)), "by": by, "at": stamp(now()), "reason": reason,
            "before": before, "after": after,
        }  # fmt: skip
        with self._store.writing() as connection:
            connection.execute(insert(pattern_log).values(row))

    def standing(self) -> dict[str, Entry]:
        """The last entry of each pattern that says how it stands; patterns that were never on are not in it."""
        found: dict[str, Entry] = {}
        for entry in self.log():
            if entry.what in (Step.ON, Step.OFF, Step.PAUSED):
                found.setdefault(entry.pattern, entry)
        return found

    def proposal(self, pattern: str) -> Entry | None:
        """The proposal that waits for a second person."""
        for entry in self.log(pattern):
            if entry.what is Step.PROPOSED:
                return entry
            if entry.what in (Step.ON, Step.OFF):
                return None
        return None

    def keep(
        self, made: Pattern, found: Iterable[tuple[Found, str, bool]], day: dt.date, *, hold: dt.date | None,
        among: frozenset[str] | None = None,
    ) -> tuple[int, int]:  # fmt: skip
        """Keep what a run found: each finding with its household and whether it concerns somebody protected.

        ``hold``: the pattern is on, or changed, since this day. What its first run after it finds, and what rests on
        evidence of before, are historic matches and wait for a person. ``among``: the run asked about these children
        only. Gives how many are new, and how many are no longer found.
        """
        with self._store.writing() as connection:
            rows = connection.execute(select(findings).where(findings.c.pattern == made.id)).all()
            there = {row.id: row for row in rows}
            seen, new = set(), []
            ran = hold is not None and any(row.last_found > hold.isoformat() for row in rows)
            for each, household, protected in found:
                name = finding_id(made.id, each.identity)
                seen.add(name)
                told = {
                    "household": household,
                    "evidence_on": each.evidence_on.isoformat() if each.evidence_on else None,
                    "evidence": evidence_of(each),
                    "last_found": day.isoformat(),
                    "gone_on": None,
                    "protected": protected,
                }
                if name in there:
                    connection.execute(update(findings).where(findings.c.id == name).values(told))
                else:
                    begun = {
                        "id": name,
                        "pattern": made.id,
                        "identity": json.dumps(each.identity),
                        "child": each.child,
                    }
                    late = (
                        ran and each.evidence_on is not None and hold is not None and each.evidence_on > hold
                    )
                    held = hold is not None and not late
                    new.append(
                        {**begun, **told, "first_found": day.isoformat(), "held": held, "assigned_to": None}
                    )
            if new:
                connection.execute(insert(findings), new)
            gone = [
                row.id for row in rows
                if row.id not in seen and row.gone_on is None and (among is None or row.child in among)
            ]  # fmt: skip
            for name in gone:
                connection.execute(
                    update(findings).where(findings.c.id == name).values(gone_on=day.isoformat())
                )
        return len(new), len(gone)

    def open(self, *, held: bool = False) -> list[Kept]:
        """Findings that are still found, most recent evidence first; those held, or those that are not."""
        wanted = (findings.c.gone_on.is_(None), findings.c.held.is_(held))
        statement = select(findings).where(*wanted).order_by(findings.c.evidence_on.desc(), findings.c.id)
        with self._store.reading() as connection:
            return [_kept(row) for row in connection.execute(statement)]

    def children_of(self, made: Pattern) -> frozenset[str]:
        """The children of whom a pattern still finds something."""
        wanted = (findings.c.pattern == made.id, findings.c.gone_on.is_(None))
        with self._store.reading() as connection:
            rows = connection.execute(select(findings.c.child).where(*wanted).distinct())
            return frozenset(row.child for row in rows)

    def finding(self, name: str) -> Kept | None:
        """One finding."""
        with self._store.reading() as connection:
            row = connection.execute(select(findings).where(findings.c.id == name)).first()
        return _kept(row) if row else None

    def release(self, made: Pattern, thresholds: Mapping[str, int], by: str, reason: str) -> int:
        """Let a pattern's held findings go to the worklist; how many."""
        with self._store.writing() as connection:
            wanted = (findings.c.pattern == made.id, findings.c.held.is_(True))
            count = connection.execute(update(findings).where(*wanted).values(held=False)).rowcount
        self.enter(made, Step.RELEASED, thresholds, by, reason, after=count)
        return int(count)

    def assign(self, names: Iterable[str], to: str | None, day: dt.date) -> None:
        """Who looks at these findings, from this day on. What somebody has already keeps its day."""
        with self._store.writing() as connection:
            for name in names:
                other = findings.c.assigned_to.is_distinct_from(to)
                given = {"assigned_to": to, "assigned_on": day.isoformat() if to else None}
                connection.execute(update(findings).where(findings.c.id == name, other).values(given))

    def given_after(self, day: dt.date) -> list[tuple[str, str]]:
        """Account and home of each finding that was given to somebody after this day, decided about or not."""
        wanted = (findings.c.assigned_to.is_not(None), findings.c.assigned_on > day.isoformat())
        columns = (findings.c.assigned_to, findings.c.household)
        with self._store.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(select(*columns).where(*wanted))]

    def dispose(self, kept: Kept, kind: Disposition, reason: str, by: str, until: dt.date | None) -> None:
        """Enter what was decided about one finding."""
        row = {
            "finding": kept.id, "pattern": kept.pattern, "kind": kind.value, "reason": reason, "by": by,
            "at": stamp(now()), "until": until.isoformat() if until else None, "evidence": kept.evidence,
        }  # fmt: skip
        with self._store.writing() as connection:
            connection.execute(insert(dispositions).values(row))

    def disposed(self) -> dict[str, Disposed]:
        """The last disposition of each finding."""
        with self._store.reading() as connection:
            rows = connection.execute(select(dispositions).order_by(dispositions.c.id)).all()
        return {row.finding: _disposed(row) for row in rows}

    def history(self, finding: str) -> list[Disposed]:
        """Everything that was decided about a finding, newest first."""
        statement = (
            select(dispositions).where(dispositions.c.finding == finding).order_by(dispositions.c.id.desc())
        )
        with self._store.reading() as connection:
            return [_disposed(row) for row in connection.execute(statement)]

    def precision(self, since: dt.datetime | None = None) -> dict[str, tuple[int, int]]:
        """Of each pattern, how many findings were useful and how many were disposed of, by the last disposition.
        ``since``: only what was decided from then on."""
        found: dict[str, tuple[int, int]] = {}
        statement = select(dispositions).order_by(dispositions.c.id)
        if since is not None:
            statement = statement.where(dispositions.c.at >= stamp(since))
        with self._store.reading() as connection:
            rows = connection.execute(statement).all()
        last = {row.finding: row for row in rows}
        for row in last.values():
            useful, all_ = found.get(row.pattern, (0, 0))
            found[row.pattern] = useful + (Disposition(row.kind) in USEFUL), all_ + 1
        return found


def pauses_itself(useful: int, disposed: int) -> bool:
    """Whether too few of a pattern's findings were useful."""
    return disposed >= LEAST_DISPOSED and useful / disposed < USEFUL_SHARE


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.id, row.pattern, Step(row.what), row.digest, json.loads(row.thresholds), row.by, moment(row.at), row.reason,
        row.before, row.after,
    )  # fmt: skip


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        row.id, row.pattern, tuple(json.loads(row.identity)), row.child, row.household, _day(row.evidence_on),
        row.evidence, dt.date.fromisoformat(row.first_found), dt.date.fromisoformat(row.last_found), _day(row.gone_on),
        bool(row.protected), bool(row.held), row.assigned_to,
    )  # fmt: skip


def _disposed(row: Row[Any]) -> Disposed:
    return Disposed(
        row.finding, Disposition(row.kind), row.reason, row.by, moment(row.at), _day(row.until), row.evidence
    )


def holders_lacking(
    patterns_on: Iterable[str], accounts: Iterable[tuple[Role, frozenset[Clearance]]]
) -> bool:
    """Whether patterns are on and nobody may see what they find about protected people."""
    needed = {Clearance.LOCATION, Clearance.HIDDEN}
    return bool(list(patterns_on)) and not any(
        role is Role.SAFEGUARDING_LEAD and needed <= held for role, held in accounts
    )
