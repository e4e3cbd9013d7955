"""Cases of children in social care, as they truly were."""

from __future__ import annotations

from dataclasses import dataclass, field

from kith.synth.people import Person
from kith.synth.places import Place


@dataclass(slots=True)
class Case:
    """One referral of one child and what followed. ``closed`` 0 means open."""

    child: Person
    referred: int
    closed: int
    source: str
    need: str
    no_further_action: bool = False
    close_reason: str = ""
    plan: tuple[int, int, str] | None = None
    """A child-protection plan: start, end (0: now), category."""
    care: list[tuple[int, int, str, Place]] = field(default_factory=list)
    """Care episodes: start, end (0: now), legal status, placement."""
    entered_care: int = 0


@dataclass(slots=True)
class Casework:
    """All cases of a family, the people whom social care knows from them, and identities before an adoption."""

    cases: list[Case] = field(default_factory=list)
    known: list[Person] = field(default_factory=list)
    birth_identities: list[tuple[Person, Person]] = field(default_factory=list)
    """(the identity before the adoption, the person after it)"""
