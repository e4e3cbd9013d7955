"""The list of children whom expected services do not know, over an open index: for the command line and for nights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kith.composition import Kith

if TYPE_CHECKING:
    from absence.survey import Survey
    from api.store.absence import Moved


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


def survey(kith: Kith) -> Survey:
    """The analysis over an open index. The numerical libraries are loaded only where they are used."""
    from absence.population import population
    from absence.survey import Survey
    from graph.changes import Changes
    from ingest.pipeline import changes_in

    settings = kith.settings
    return Survey(
        kith.graph,
        settings.expected,
        settings.loading / "absence",
        population=population(settings.own_population),
        changes=Changes(changes_in(settings.loading)),
    )


def enter_night(kith: Kith, day: dt.date, progress: Callable[[str], None]) -> Entered | str:
    """Make the list of a day and enter it; or, in words, why not. Where nobody ever named a child nothing is entered:
    an empty night would take the day from the first list."""
    from api.store.absence import AbsenceBook

    book = AbsenceBook(kith.store)
    last = book.last_night()
    if last is not None and last.day >= day:
        return f"The list of {last.day} is entered already; a night goes in once a day, and in order."
    progress("reading what changed")
    settled = book.settled(day, kith.settings.expected.limits.settled_days)
    found, published, remembered = survey(kith).night(
        day, settled=settled, since=book.since(), before=book.remembered(), enquired=book.outcomes()
    )
    if not found.tally.children:
        return "No agency has named a child yet: there is nothing to make a list of."
    progress("entering the list")
    moved = book.enter(found, published, remembered)
    kith.record("missing night", day=day.isoformat(), expectations=found.expectations, lines=len(found.lines))
    return Entered(len(found.lines), moved)


def few(number: int) -> str:
    """A count rounded to ten, so that two of them give no small one away, or that it is small."""
    return "none" if not number else f"about {round(number, -1):,}" if number >= 10 else "fewer than 10"
