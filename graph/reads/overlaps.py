"""Two stays at the same place at the same time: how long, and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.reads.facts import Claim, in_words


@dataclass(frozen=True, slots=True)
class Overlap:
    """The days from ``first`` to ``last``, both included. ``dated`` says whether both beginnings are known, ``still``
    whether it had not ended on the day asked for."""

    first: dt.date
    last: dt.date
    dated: bool
    still: bool

    @property
    def rank(self) -> tuple[dt.timedelta, dt.date]:
        """The longer of two is told, of equal ones the later."""
        return self.last - self.first, self.last


def longest(mine: Iterable[Claim], theirs: Iterable[Claim], as_at: dt.date) -> Overlap | None:
    """The longest time at which a claim of one person and a claim of another held together, up to a day."""
    others = list(theirs)
    found = [overlap for one in mine for other in others if (overlap := _overlap(one, other, as_at))]
    return max(found, key=lambda overlap: overlap.rank, default=None)


def _overlap(one: Claim, other: Claim, as_at: dt.date) -> Overlap | None:
    (start, end), (begin, until) = _span(one, as_at), _span(other, as_at)
    first, last = max(start, begin), min(end, until)
    if first > last:
        return None
    still = all(claim.to is None or claim.to >= as_at for claim in (one, other))
    return Overlap(first, last, one.from_ is not None and other.from_ is not None, still)


def _span(claim: Claim, as_at: dt.date) -> tuple[dt.date, dt.date]:
    end = min(claim.to or as_at, as_at)
    return min(claim.from_ or claim.first_seen or end, end), end


def in_a_sentence(what: str, overlap: Overlap, told: str) -> str:
    """``WHAT from 1 March 2020 to 30 April 2020 (TOLD): 61 days.``; ``told`` is who says so, or empty."""
    days = (overlap.last - overlap.first).days + 1
    count = f"{days:,} day{'s' if days != 1 else ''}"
    if not overlap.dated:
        return f"{what}, at least in part at the same time; the dates are not all known{told}."
    if overlap.still:
        return f"{what} since {in_words(overlap.first)}{told}: {count} so far."
    return f"{what} from {in_words(overlap.first)} to {in_words(overlap.last)}{told}: {count}."
