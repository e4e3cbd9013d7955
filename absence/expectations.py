"""Which services are expected to know a child, by age and circumstance: a local table with a version and a reason.

The table that comes with Kith is the synthetic borough's. A borough adopts its own (``kith missing expectations FILE
--adopt``), or names it by ``KITH_EXPECTATIONS``, a file of the same form; a change is a new version with who changed it
and why, every version is kept, and each list says by which it was made.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from model.codes import InvolvementKind
from model.school_age import SchoolCalendar, Term

PACKAGED = Path(__file__).with_name("expectations.json")
Circumstance = Literal["looked_after", "home_educated", "temporary_accommodation", "new_to_area"]


class ExpectationsError(ValueError):
    """A table that cannot be used; says which file, where in it, and what is wrong."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MetBy(_Table):
    """What shows that the service knows the child: any of these."""

    involvements: tuple[InvolvementKind, ...] = ()
    """Open involvements."""
    feeds: tuple[str, ...] = ()
    """A current record of one of these feeds."""
    school: bool = False
    """A current place at a school, inside the area or outside it."""


class Rule(_Table):
    """One expectation. Ages are whole years; ``below_age`` is no longer included."""

    service: str = Field(pattern=r"^[a-z_]{2,40}$")
    label: str = Field(min_length=2)
    from_age: int | None = Field(default=None, ge=0, le=25)
    below_age: int | None = Field(default=None, ge=1, le=26)
    school_age: bool = False
    """Of compulsory school age (:mod:`model.school_age`)."""
    expected_birth: bool = False
    circumstances: tuple[Circumstance, ...] = ()
    """Applies only where one of these holds; with ages, or school age, to those of that age alone."""
    grace_days: int = Field(ge=0, le=400)
    """Days after it first applies, after a birth or after an arrival, in which nobody is listed."""
    feeds: tuple[str, ...] = Field(min_length=1)
    """The feeds that would show it: all must be live for the child's area."""
    met_by: MetBy
    sees_child: bool = True
    """False: the service may know of the child without ever seeing it, as a landlord does."""
    basis: str = Field(min_length=10)
    """Statute, guidance or note on which the expectation rests."""

    @property
    def who(self) -> str:
        """To whom it applies, in words."""
        if self.expected_birth:
            return "expected birth"
        ages = f"from {self.from_age}, below {self.below_age}" if self.from_age is not None else ""
        age = "of compulsory school age" if self.school_age else ages
        return ", ".join(filter(None, (age, *(each.replace("_", " ") for each in self.circumstances))))

    @model_validator(mode="after")
    def _applies_to_somebody(self) -> Self:
        ways = (self.from_age is not None, self.school_age, self.expected_birth)
        if sum(ways) > 1 or not (any(ways) or self.circumstances):
            raise ValueError("a rule has ages, or school_age, or expected_birth, or circumstances")
        if self.expected_birth and self.circumstances:
            raise ValueError("a child who is not born yet is in no circumstances: leave them out")
        if self.from_age is not None and (self.below_age is None or self.below_age <= self.from_age):
            raise ValueError("below_age must be greater than from_age")
        return self


class Area(_Table):
    """What is inside: any of these tells. Where none is given, everybody is."""

    name: str
    local_authorities: tuple[str, ...] = ()
    """GSS codes."""
    postcode_areas: tuple[str, ...] = ()
    """Letters or districts with which postcodes of the area begin: ``AM`` or ``N9``."""
    establishment_prefixes: tuple[str, ...] = ()
    """Authority numbers with which the LAESTAB of its schools begin."""


class Limits(_Table):
    """Numbers of days and ages. Assumed until a safeguarding lead sets them (domain note, thresholds with ``*``)."""

    leaves_at: int = Field(default=18, ge=16, le=25)
    unborn_overdue_days: int = Field(default=42, ge=0)
    unseen_days_under_five: int = Field(default=550, ge=1)
    """The longest time between two reviews of the Healthy Child Programme (at one year, and by two and a half)."""
    unseen_days: int = Field(default=365, ge=1)
    gap_school_days: int = Field(default=10, ge=1)
    gap_school_days_long: int = Field(default=20, ge=1)
    new_to_area_days: int = Field(default=90, ge=0)
    """How long a child whom nobody here knew before is new to the area."""
    settled_days: int = Field(default=365, ge=1)
    """How long an enquiry that found the child keeps it off the list."""


class TermDates(_Table):
    """One half-term: from the first school day to the last."""

    first: dt.date
    last: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("a term ends after it begins")
        return self


class Expectations(_Table):
    """The whole table."""

    version: str = Field(min_length=1, max_length=40)
    changed_by: str = Field(min_length=2)
    reason: str = Field(min_length=10)
    area: Area
    limits: Limits = Limits()
    coverage: dict[str, tuple[str, ...]] = {}
    """Feeds that cover part of the area only: beginnings of postcodes, or ward codes, that each covers."""
    terms: tuple[TermDates, ...] = ()
    """The authority's half-terms, by which gaps are counted in school days; a school year of which none is given is as
    most authorities have it."""
    closed: tuple[dt.date, ...] = ()
    """Days on which schools are closed within them, besides weekends and bank holidays."""
    rules: tuple[Rule, ...] = Field(min_length=1)

    @property
    def calendar(self) -> SchoolCalendar:
        """The school days of the authority."""
        terms = tuple(Term(each.first, each.last) for each in self.terms)
        return SchoolCalendar(terms or None, frozenset(self.closed))

    @model_validator(mode="after")
    def _each_service_once(self) -> Self:
        names = [rule.service for rule in self.rules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"services given twice: {', '.join(twice)}")
        return self


def load(path: Path) -> Expectations:
    """The table in a file. Raises :class:`ExpectationsError`, which says where it is wrong."""
    try:
        return Expectations.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ExpectationsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise ExpectationsError(
            f"{path.name}: {where}: {first['msg']} ({error.error_count()} faults in all). Mend the table, give it a "
            "new version and a reason."
        ) from None


@cache
def packaged() -> Expectations:
    """The table that comes with Kith."""
    return load(PACKAGED)
