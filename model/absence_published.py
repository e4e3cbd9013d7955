"""What is published of a night of the list: nothing in it is of fewer children than the small-number rule allows."""

from __future__ import annotations

import datetime as dt

from model.absence import Band, Cause, Shape


class Counts(Shape):
    """A table of counts by two headings, totals (``all``) among them; None is suppressed."""

    name: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    """Row by row."""


class Share(Shape):
    """Of the children of an age who are expected by a service, how many it knows, in whole per cent."""

    service: str
    band: Band
    expected: str
    """How many are expected, rounded to ten; 'fewer than …' where there are few."""
    known: int | None
    """Per cent; None where few are expected."""


class Pattern(Shape):
    """Children held by exactly these agencies, rounded to five."""

    feeds: tuple[str, ...]
    children: int


class Guess(Shape):
    """One estimate of the children whom no list holds, for the appendix."""

    of: str
    method: str
    seen: int
    total: int
    low: int
    high: int
    assumptions: tuple[tuple[str, str, bool | None], ...]


class Point(Shape):
    """How many lines had a first explanation on a night, rounded to five."""

    night: dt.date
    cause: Cause
    children: int


class Gap(Shape):
    """How many lines lacked a service on a night, rounded to five."""

    night: dt.date
    service: str
    children: int


class Held(Shape):
    """Of the children that a population estimate says there are, what share the index holds."""

    area: str
    """A ward, or ``all``."""
    band: Band | None
    """None: of every age."""
    estimate: int
    share: int | None
    """Per cent, in steps of at least five children; above 100 where the index holds more than the estimate says. None
    where few are estimated or held."""

    @property
    def age(self) -> str:
        """The band in words, or ``all``."""
        return self.band.value if self.band else "all"


class Night(Shape):
    """What is published of one night: nothing in it is of fewer children than the small-number rule allows."""

    day: dt.date
    expectations: str
    tables: tuple[Counts, ...]
    shares: tuple[Share, ...]
    patterns: tuple[Pattern, ...]
    guesses: tuple[Guess, ...]
    """By age."""
    notes: tuple[str, ...]
    """Expectations that were not asked, in sentences."""
    feeds_asked: tuple[str, ...]
    """Feeds that were live, so that what they do not say was taken for absence."""
    causes: tuple[Point, ...] = ()
    gaps: tuple[Gap, ...] = ()
    judged: tuple[tuple[Band, str], ...] = ()
    """The denominators: how many children of each age were judged, rounded to ten."""
    held: tuple[Held, ...] = ()
    """Empty without a population estimate."""
    guesses_by_area: tuple[Guess, ...] = ()
    estimate: str | None = None
    """Which population estimate."""
