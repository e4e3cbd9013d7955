"""What a family is made of while it is generated. Dates are day ordinals; 0 means none."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from kith.synth.places import Place

FOREVER = 0


@dataclass(slots=True)
class Stay:
    """Where somebody lived. ``end`` 0 means still."""

    place: Place
    start: int
    end: int
    kind: str


@dataclass(slots=True)
class SchoolStay:
    """A time at a school, at home (``home_educated``) or at none (``missing``)."""

    urn: str
    start: int
    end: int
    kind: str
    reason: str = ""


@dataclass(slots=True)
class Person:
    """One person as they truly are."""

    slot: int
    key: str
    forename: str
    surname: str
    sex: str
    dob: int
    origin: str
    middle: str = ""
    known_as: str = ""
    former_surname: str = ""
    estimated: bool = False
    died: int = 0
    unborn: bool = False
    multiple: int = 0
    role: str = "child"
    stays: list[Stay] = field(default_factory=list)
    schooling: list[SchoolStay] = field(default_factory=list)
    upn: str = ""
    former_upns: tuple[str, ...] = ()
    uln: str = ""
    nhs: str = ""
    phone: str = ""
    status: str = ""
    """adopted, looked_after, unaccompanied or nothing."""


@dataclass(slots=True)
class Tie:
    """How an adult stands to a child (or to a partner), and whether they live together."""

    adult: Person
    child: Person
    relation: str
    start: int
    end: int
    lives_with: bool


@dataclass(slots=True)
class Family:
    """A family with its second households and carers."""

    index: int
    kind: str
    rng: Random
    origin: str
    children: list[Person] = field(default_factory=list)
    adults: list[Person] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    error: float = 1.0
    """How much more often than usual this family's records are wrong."""
    here: float = 1.0
    """The same of the agency and the school that is writing at the moment."""
    shape: str = "couple"
    situation: str = ""
    """ta, refuge, hidden or nothing."""
    surnames: tuple[str, ...] = ()
    """Surnames that somebody might write for one of the children."""
    shared_contacts: bool = True
    separated: int = 0
    next_slot: int = 0

    def carers(self, child: Person) -> list[Tie]:
        """Adults tied to a child."""
        return [tie for tie in self.ties if tie.child is child]
