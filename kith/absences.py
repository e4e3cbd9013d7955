"""The list of children whom expected services do not know, over an open index: for the command line and for nights."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from absence.expectations import Expectations
from api.store.absence import AbsenceBook, Moved
from api.store.expectations import ExpectationBook, VersionUsedError
from kith.composition import Kith
from model.absence import Line

if TYPE_CHECKING:
    from absence.survey import Survey


@dataclass(frozen=True, slots=True)
class Entered:
    """A night that went in: lines in all, who came on the list and who went off it."""

    lines: int
    moved: Moved

    @property
    def on(self) -> int:
        """How many came on the list."""
        return sum(self.moved.on.values())

    @property
    def off(self) -> int:
        """How many went off it."""
        return sum(self.moved.off.values())


def survey(kith: Kith, table: Expectations | None = None) -> Survey:
    """The analysis over an open index, by the table in use or by another. The numerical libraries are loaded only where
    they are used."""
    from absence.population import population
    from absence.survey import Survey
    from graph.changes import Changes
    from ingest.pipeline import changes_in

    settings = kith.settings
    return Survey(
        kith.graph,
        table or kith.expected,
        settings.loading / "absence",
        population=population(settings.own_population),
        changes=Changes(changes_in(settings.loading)),
    )


def enter_night(kith: Kith, day: dt.date, progress: Callable[[str], None]) -> Entered | str:
    """Make the list of a day and enter it; or, in words, why not. Where nobody ever named a child nothing is entered:
    an empty night would take the day from the first list."""
    book = AbsenceBook(kith.store)
    last = book.last_night()
    if last is not None and last.day >= day:
        return f"The list of {last.day} is entered already; a night goes in once a day, and in order."
    table = kith.expected
    try:
        ExpectationBook(kith.store).keep(table, kith.account.username)
    except VersionUsedError as error:
        return str(error)
    progress("reading what changed")
    settled = book.settled(day, table.limits.settled_days)
    found, published, remembered = survey(kith, table).night(
        day, settled=settled, since=book.since(), before=book.remembered(), enquired=book.outcomes()
    )
    if not found.tally.children:
        return "No agency has named a child yet: there is nothing to make a list of."
    progress("entering the list")
    moved = book.enter(found, published, remembered)
    kith.record("missing night", day=day.isoformat(), expectations=found.expectations, lines=len(found.lines))
    return Entered(len(found.lines), moved)


@dataclass(frozen=True, slots=True)
class Compared:
    """What another table would do to the list of a day."""

    lines: int
    on: Counter[tuple[str, str]]
    """Children who would come on it, by what they would lack and by age."""
    off: Counter[tuple[str, str]]
    """Children who would go off it, by what they lack now and by age."""


def compared(kith: Kith, table: Expectations, day: dt.date) -> Compared:
    """The list of a day by another table beside the one by the table in use."""
    settled = AbsenceBook(kith.store).settled(day, table.limits.settled_days)
    now, then = (
        {line.child: line for line in survey(kith, each).findings(day, settled=settled).lines}
        for each in (kith.expected, table)
    )
    return Compared(len(then), _lacked(then, now), _lacked(now, then))


def _lacked(some: Mapping[str, Line], others: Mapping[str, Line]) -> Counter[tuple[str, str]]:
    alone = [line for uid, line in some.items() if uid not in others]
    return Counter((service, line.band.value) for line in alone for service in line.expected or ("nothing",))


def few(number: int) -> str:
    """A count rounded to ten, so that two of them give no small one away, or that it is small."""
    return "none" if not number else f"about {round(number, -1):,}" if number >= 10 else "fewer than 10"
