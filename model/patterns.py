"""A pattern as it is published: a question in words, why it is asked, what it rests on, and what may make it wrong."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from model.school_age import SchoolCalendar, working_days_before

Unit = Literal["days", "months", "years", "weeks", "school days", "working days"]
TIMES = ("days", "months", "years", "weeks", "school days", "working days")


class Reach(StrEnum):
    """How far from a child the change may lie that changes what a pattern says about the child."""

    NEAR = "near"
    """The child, or one step of home, care, kin or event away."""
    ADULTS = "adults"
    """A further step away: about others with whom an adult of the home has lived, or whom they care for."""
    EVERYBODY = "everybody"
    """Anywhere: children tied by nothing but place and time."""


@dataclass(frozen=True, slots=True)
class Steps:
    """On what a pattern's answer about a child rests."""

    own: frozenset[str]
    """Types of edges that are the child's own only."""
    others: frozenset[str]
    """Types of edges of others too."""
    alone: bool
    """Whether no other person is looked at."""
    properties: frozenset[str]
    """Names of properties, of nodes and of edges."""


USEFUL_SHARE = 0.3
"""A pattern of whose findings fewer are useful pauses itself. Assumed (domain note 6, budget)."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a pattern depends on, which an authority sets for itself."""

    name: str
    value: int
    unit: str
    """A unit of time, or what is counted."""
    before: bool
    """The statement takes the day so long before the one that is asked about."""
    published: bool
    """Whether the default has a published basis."""
    basis: str
    meaning: str

    def parameter(self, value: int, as_at: dt.date, calendar: SchoolCalendar) -> int | dt.date:
        """What the statement takes for a value."""
        return before(as_at, value, self.unit, calendar) if self.before else value

    def in_words(self, value: int | None = None) -> str:
        """``180 days``."""
        value = self.value if value is None else value
        return f"{value} {self.unit.removesuffix('s') if value == 1 and self.unit in TIMES else self.unit}"


@dataclass(frozen=True, slots=True)
class Caveat:
    """A known false positive, and what is done about it."""

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of the library. ``statement`` is the name of its statement."""

    id: str
    statement: str
    name: str
    question: str
    why: str
    source: str
    thresholds: tuple[Threshold, ...]
    feeds: tuple[str, ...]
    guards: tuple[Caveat, ...]
    unguarded: tuple[Caveat, ...]
    wrong: tuple[str, ...]
    protective: tuple[str, ...]
    sentence: str
    """With the names of columns in braces."""
    identity: tuple[str, ...]
    """Columns that say which finding it is; ``child``, its subject, is the first."""
    owner: str
    version: int
    review: dt.date
    on: bool
    """Whether it may be switched on as shipped; what ships off needs a decision of its own."""
    text: str
    """The statement."""
    uses: frozenset[str]
    """The parameters that it takes beside the reader's scope."""
    way_in: str | None
    """The part of it that finds a wider set of children from what is rare, as a statement that gives their uids; None
    where it begins with every child."""
    decision: str
    """What follows the way in: it decides about each child ``c`` by itself."""
    steps: Steps
    reach: Reach = Reach.NEAR

    def threshold(self, name: str) -> Threshold:
        """A threshold by its name. Raises KeyError."""
        return {each.name: each for each in self.thresholds}[name]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a pattern is asked with beside the reader: the day, what is known by then, and how things stand locally.

    ``own``: codes and names by which the authority itself is known to the feeds. ``live``: feeds that are live.
    ``thresholds``: local values by threshold name; the default where none is given.
    """

    as_at: dt.date
    known_at: dt.date
    own: tuple[str, ...] = ()
    live: frozenset[str] = frozenset()
    thresholds: Mapping[str, int] = field(default_factory=dict)
    calendar: SchoolCalendar = field(default_factory=SchoolCalendar.usual)

    def values(self, pattern: Pattern) -> dict[str, int]:
        """The thresholds in use. Raises KeyError for a name that the pattern lacks."""
        for name in self.thresholds:
            pattern.threshold(name)
        return {each.name: self.thresholds.get(each.name, each.value) for each in pattern.thresholds}


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a pattern: a finding that exists for the reader on the day asked about."""

    pattern: str
    identity: tuple[str, ...]
    """Values of the identity columns, the child first."""
    evidence_on: dt.date | None
    columns: Mapping[str, Any]
    path: tuple[Mapping[str, Any], ...]
    """Each hop: type, start, end, kind, dates, agency, feed, record."""

    @property
    def child(self) -> str:
        """The uid of its subject."""
        return self.identity[0]


def before(day: dt.date, value: int, unit: str, school: SchoolCalendar) -> dt.date:
    """The day so long before another. Raises KeyError for what is no unit of time."""
    if unit == "school days":
        return school.before(day, value)
    if unit == "working days":
        return working_days_before(day, value)
    if unit in ("days", "weeks"):
        return day - dt.timedelta(days=value * (7 if unit == "weeks" else 1))
    months = value * {"months": 1, "years": 12}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
