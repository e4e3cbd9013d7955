"""School age, year groups and school days: who should be in school on a day, and how many days of school have passed.

Compulsory school age begins on the prescribed day (31 August, 31 December, 31 March) on or after the fifth birthday
and ends on the last Friday in June of the school year in which the sixteenth birthday falls (Education Act 1996,
section 8; SI 1998/1607; SI 1997/1970). A child is expected in school from the term that follows the prescribed day.

Each authority sets its own term dates (Education Act 2002, section 32). :meth:`SchoolCalendar.usual` follows the
pattern that most share; a borough gives its own with :class:`SchoolCalendar`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

ONE_DAY = dt.timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
_PRESCRIBED = ((3, 31), (8, 31), (12, 31))


def birthday(born: dt.date, years: int) -> dt.date:
    """The day on which somebody attains an age; for one born on 29 February, 1 March of a common year (at law the
    day after 28 February)."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return dt.date(born.year + years, 3, 1)


def age(born: dt.date, on: dt.date) -> int:
    """Whole years on a day; negative before birth."""
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1


def compulsory_from(born: dt.date) -> dt.date:
    """First day of compulsory school age: the prescribed day on or after the fifth birthday."""
    fifth = birthday(born, 5)
    days = [dt.date(year, *each) for year in (fifth.year, fifth.year + 1) for each in _PRESCRIBED]
    return min(day for day in days if day >= fifth)


def compulsory_until(born: dt.date) -> dt.date:
    """Last day of compulsory school age: the last Friday in June of the school year of the sixteenth birthday."""
    sixteenth = birthday(born, 16)
    return _last_friday_in_june(sixteenth.year + (sixteenth.month >= 9))


def of_compulsory_school_age(born: dt.date, on: dt.date) -> bool:
    """Whether a child is of compulsory school age on a day."""
    return compulsory_from(born) <= on <= compulsory_until(born)


def births_of_school_age(on: dt.date) -> tuple[dt.date, dt.date]:
    """Earliest and latest date of birth of those who are expected in school on a day: of compulsory school age since a
    prescribed day before it. For a statement that compares dates of birth only.

    The term after a prescribed day begins later by some days of holiday, on which nobody is in school anyway.
    """
    prescribed = max(
        day for year in (on.year - 1, on.year) for each in _PRESCRIBED if (day := dt.date(year, *each)) < on
    )
    latest = prescribed.replace(year=prescribed.year - 5)
    left = _last_friday_in_june(on.year) < on
    start = school_year(on) - 16
    return dt.date(start + 1 if left and on.month < 9 else start, 9, 1), latest


def school_year(on: dt.date) -> int:
    """The calendar year in which the school year of a day began: 2026 for 1 September 2026 to 31 August 2027."""
    return on.year if on.month >= 9 else on.year - 1


def year_group(born: dt.date, on: dt.date) -> int:
    """The national curriculum year by age: 0 is reception, 11 the last of compulsory school age, below 0 before it."""
    return school_year(on) - school_year(born) - 5


def _last_friday_in_june(year: int) -> dt.date:
    end = dt.date(year, 6, 30)
    return end - dt.timedelta(days=(end.weekday() - _FRIDAY) % 7)


@dataclass(frozen=True, slots=True)
class Term:
    """Days on which schools are open, from the first to the last, weekends and holidays of England left out."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class SchoolCalendar:
    """The school days of an authority: half-terms in order, and days on which schools are closed within them."""

    terms: tuple[Term, ...] | None = None
    """A school year of which none is given, and every year where this is None, is as most authorities have it."""
    closed: frozenset[dt.date] = frozenset()

    @cached_property
    def _own(self) -> dict[int, tuple[Term, ...]]:
        """The authority's own terms by school year."""
        found: dict[int, tuple[Term, ...]] = {}
        for term in self.terms or ():
            year = school_year(term.first)
            found[year] = (*found.get(year, ()), term)
        return found

    @classmethod
    def usual(cls) -> SchoolCalendar:
        """The calendar that most authorities share. Assumed: single days differ by authority and by school."""
        return cls()

    def is_school_day(self, day: dt.date) -> bool:
        """Whether schools are open on a day."""
        if day.weekday() >= _SATURDAY or day in self.closed:
            return False
        year = school_year(day)
        terms = self._own.get(year) or _usual_terms(year)
        return any(term.first <= day <= term.last for term in terms) and day not in bank_holidays(day.year)

    def days_after(self, day: dt.date, until: dt.date) -> int:
        """School days after ``day`` up to and with ``until``; 0 where it is not later."""
        return sum(map(self.is_school_day, _each_day(day + ONE_DAY, until)))

    def before(self, day: dt.date, school_days: int) -> dt.date:
        """The latest day after which so many school days have passed by ``day``: what ended on it or earlier ended at
        least so many school days ago. Raises ValueError where the calendar does not reach back so far."""
        for _ in range(5_000):
            if school_days <= 0:
                return day
            school_days -= self.is_school_day(day)
            day -= ONE_DAY
        raise ValueError("the school calendar does not reach back so many school days")


def working_days_before(day: dt.date, working_days: int, holidays: Iterable[dt.date] = ()) -> dt.date:
    """The latest day after which so many working days (Monday to Friday, no holiday) have passed by ``day``."""
    closed = frozenset(holidays)
    while working_days > 0:
        working_days -= day.weekday() < _SATURDAY and day not in closed
        day -= ONE_DAY
    return day


def _each_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += ONE_DAY


def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (the computus in whole numbers, Meeus, Astronomical Algorithms,
    chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = century // 4
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of England in a year (Banking and Financial Dealings Act 1971, schedule 1, with Good Friday,
    Christmas Day and those that are proclaimed each year); one that falls on a weekend is kept on the next weekday.
    Single ones, as for a coronation, are given to :class:`SchoolCalendar` as closed days."""
    sunday = easter(year)
    moved = [dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)]
    found = {sunday - 2 * ONE_DAY, sunday + ONE_DAY, _first_monday(dt.date(year, 5, 1))}
    found |= {_monday(dt.date(year, 5, 31)), _monday(dt.date(year, 8, 31))}
    for day in moved:
        while day.weekday() >= _SATURDAY or day in found:
            day += ONE_DAY
        found.add(day)
    return frozenset(found)


def _first_monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=-day.weekday() % 7)


@cache
def _usual_terms(year: int) -> tuple[Term, ...]:
    """Six half-terms of the school year that begins in ``year``. Assumed, by what most authorities share: from the
    second of September; a week from the last Monday but one of October; until the Friday before 22 December; from the
    first Monday after 2 January; a week in mid-February; two weeks around Easter; the week of the late May holiday;
    until about 21 July."""
    october = _monday(dt.date(year, 10, 31)) - dt.timedelta(
        days=7 if dt.date(year, 10, 31).weekday() < 2 else 0
    )
    february = _monday(dt.date(year + 1, 2, 17))
    sunday = easter(year + 1)
    away = (
        _monday(sunday) if sunday.month == 4 and sunday.day < 12 else _monday(sunday) - dt.timedelta(days=7)
    )
    may = _monday(dt.date(year + 1, 5, 31))
    week, weekend = dt.timedelta(days=7), dt.timedelta(days=3)
    return (
        Term(dt.date(year, 9, 2), october - weekend),
        Term(october + week, _monday(dt.date(year, 12, 22)) - weekend),
        Term(_monday(dt.date(year + 1, 1, 9)), february - weekend),
        Term(february + week, min(away - weekend, sunday - weekend)),
        Term(max(away + 2 * week, sunday + 2 * ONE_DAY), may - weekend),
        Term(may + week, dt.date(year + 1, 7, 21)),
    )


def _monday(day: dt.date) -> dt.date:
    """The Monday of the week of a day."""
    return day - dt.timedelta(days=day.weekday())
