"""Birthdays of brothers and sisters."""

from __future__ import annotations

from datetime import date
from random import Random

YEAR = 365.25


def birthdays(multiple: float, as_of: int, rng: Random, count: int, shape: str) -> list[int]:
    """Birthdays, the eldest first. Twins share theirs."""
    gaps: list[float] = []
    for _ in range(count - 1):
        # Two children of a maternity are counted, so a gap of none is half as likely as a child is a twin.
        gaps.append(0.0 if rng.random() < multiple * 1.12 else min(8.0, 1.1 + rng.gammavariate(2.2, 0.9)))
    span = sum(gaps)
    if span > 18.0:
        gaps = [gap * 17.5 / span for gap in gaps]
        span = sum(gaps)
    youngest = rng.random() * (18.98 - span)
    if shape == "teen":
        gaps = [16.4 + rng.random(), *gaps[1:]]
        gaps[1:] = [0.0 if gap == 0.0 else 0.9 for gap in gaps[1:]]
        youngest = rng.random() * max(0.1, 18.9 - sum(gaps))
    days = [as_of - 1 - int(youngest * YEAR)]
    for gap in reversed(gaps):
        days.append(days[-1] - int(gap * YEAR))
    days.reverse()
    return days


def year_of(day: int) -> int:
    """The year of a day, near enough."""
    return int((day - 1) / 365.2425) + 1


def january(year: int) -> int:
    """The first of January: what is written where a birthday is not known."""
    return date(year, 1, 1).toordinal()
