"""Guards: what a reader must be cleared for before a node or an edge exists for them.

A guard is a string: empty, one clearance, or several joined by ``+`` in alphabetical order, all of which are needed
(any deny wins). A query tests ``x.guard IN $clear``, where ``$clear`` holds every combination that the reader's
clearances open, so one comparison answers for any number of protections on both engines.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations

OPEN = ""


class Clearance(StrEnum):
    """What may be withheld (design decision 7)."""

    LOCATION = "location"
    """Whatever locates a person whose location is withheld."""
    HIDDEN = "hidden"
    """A person who does not exist for others."""
    SEALED = "sealed"
    """Adoption, witness protection: no break-glass opens it."""
    HELD = "held"
    """A record that nearly matches a protected person and that nobody has looked at yet."""


def guard(needed: Iterable[Clearance]) -> str:
    """The guard that asks for all of ``needed``."""
    return "+".join(sorted({clearance.value for clearance in needed}))


def combine(*guards: str) -> str:
    """The guard that asks for everything that any of ``guards`` asks for."""
    return "+".join(sorted({part for each in guards for part in each.split("+") if part}))


def opened_by(clearances: Iterable[Clearance]) -> list[str]:
    """Every guard that a reader with these clearances passes, the open one first."""
    held = sorted({clearance.value for clearance in clearances})
    return ["+".join(chosen) for size in range(len(held) + 1) for chosen in combinations(held, size)]
