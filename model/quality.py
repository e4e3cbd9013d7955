"""Views of the quality of the data: coverage, scorecards, conflicts, corrections, what goes back to an owner.

Nothing here counts or names anybody who is protected: all of it is read as a reader without any clearance would read
it, whoever asks.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from model.facts import Feed, View
from model.views import PersonRef

FEWEST = 10
"""Records below which a group's numbers are not shown. Assumed; a statistics office's usual threshold is near."""

Part = Literal[
    "forename", "middle_names", "surname", "known_as", "former_surname", "date_of_birth", "sex", "nhs_number", "upn",
    "address", "school", "adult",
]  # fmt: skip
"""What of a record may be marked wrong."""
LOCATING: frozenset[Part] = frozenset({"address", "school"})
"""Parts that tell where somebody is."""
IDENTITY_PARTS: tuple[Part, ...] = (
    "forename", "middle_names", "surname", "known_as", "former_surname", "date_of_birth", "sex", "nhs_number", "upn",
)  # fmt: skip
Outcome = Literal["corrected", "confirmed", "not_known"]
"""An owner's answer: put right, right as it is, or nobody can tell."""


class Coverage(View):
    """Who takes part and what share of the children is in the index, as of when."""

    as_of: dt.date
    live: list[str] = Field(description="Agencies that deliver as agreed.")
    old: list[str] = Field(description="Agencies whose latest delivery is older than agreed.")
    off: list[str]
    absent: list[str] = Field(description="Agencies that have not joined.")
    children: int = Field(description="Living children under 19 in the index whose record is open.")
    population: int | None = Field(
        description="Children of 0 to 18 who live here; null where nobody has set it."
    )
    population_source: str | None
    latest: dt.date | None = Field(description="The latest delivery of any feed.")

    @property
    def share(self) -> int | None:
        """Percent of the population, rounded; may be above 100 where the index holds children of elsewhere."""
        return round(100 * self.children / self.population) if self.population else None


class Counted(View):
    """How many of how many."""

    name: str
    number: int
    of: int


class Reason(View):
    """Why rows were put aside or taken with a warning, and how many."""

    table: str
    column: str | None
    reason: str
    rows: int


class Volume(View):
    """One delivery as a point in a series."""

    uid: str
    kind: str
    status: str
    extracted: dt.date
    received: dt.date
    days_late: int | None = Field(description="Days after the day on which it was due; null for the first.")
    rows: int
    rejected: int
    warnings: int


class Group(View):
    """Records of one group of children, and those that no other agency knows. Null where there are too few to show."""

    by: Literal["origin_of_name", "ethnicity", "deprivation"]
    group: str
    records: int | None
    unmatched: int | None


class Scorecard(View):
    """The quality of one feed."""

    feed: Feed
    cadence_days: int
    volumes: list[Volume] = Field(description="The latest deliveries, newest first.")
    rejected_for: list[Reason] = Field(description="Of the latest delivery that was loaded.")
    warned_for: list[Reason]
    children: int = Field(description="Present child records of people whose record is open.")
    complete: list[Counted]
    unmatched: int | None = Field(
        description="Of them, those that no other agency knows; null: too few to show."
    )
    groups: list[Group]


class ConflictKind(StrEnum):
    """What agencies disagree about."""

    ADDRESS = "address"
    SCHOOL = "school"
    DATE_OF_BIRTH = "date_of_birth"
    CARER = "carer"


class Party(View):
    """What one agency says in a conflict."""

    agency: str = Field(description="Code of the agency.")
    feed: str
    record: str = Field(description="Record key.")
    claim: str | None = None
    value: str
    since: dt.date | None
    newest: bool = Field(default=False, description="Whether this is what was said last.")


class Conflict(View):
    """Agencies that disagree about one person."""

    kind: ConflictKind
    person: PersonRef
    about: str | None = Field(default=None, description="uid of the adult, in a conflict about a carer.")
    since: dt.date | None = Field(description="The day on which the second of two values was first told.")
    parties: list[Party]


class Correction(View):
    """A value that somebody has marked wrong."""

    uid: str
    record: str
    feed: str
    agency: str
    part: str
    claim: str | None = None
    value: str
    status: Literal["open", "answered", "withdrawn"]
    by: str
    by_agency: str | None = None
    at: dt.datetime
    note: str | None = None
    outcome: str | None = None
    answer: str | None = None
    answered_by: str | None = None
    answered_at: dt.datetime | None = None
    person: PersonRef | None = None
    changed: bool = Field(default=False, description="The agency has said otherwise since.")


class Said(View):
    """One value of one record, as it may be marked wrong."""

    record: str
    feed: str
    agency: str
    part: Part
    claim: str | None = None
    value: str
    note: str | None = Field(default=None, description="What goes with it, in words: dates, a relationship.")
    delivered_again: dt.date | None = Field(
        default=None, description="The latest delivery that still said so."
    )
    confirmed: dt.date | None = Field(default=None, description="Last confirmed with the family.")
    contested: bool = False


class OutboxItem(View):
    """One thing for an owner to look at. It holds nothing but what the owner delivered."""

    kind: Literal["rejected_row", "conflict", "contested", "changed_elsewhere"]
    feed: str
    record: str | None = Field(description="The owner's own identifier of the record.")
    part: str
    value: str | None = Field(description="What the owner said.")
    since: dt.date | None
    what: str = Field(description="What to do, in a sentence.")
    reference: str | None = None
    row: dict[str, str] | None = Field(default=None, description="The row as it was delivered.")


class HeldDelivery(View):
    """A delivery that waits for a person, or what a person decided about it."""

    uid: str
    feed: str
    agency: str | None
    agency_code: str | None
    kind: str
    status: str
    extracted: dt.date
    received: dt.date
    rows: int
    accepted: int
    rejected: int
    reasons: list[str]
    preview: dict[str, int] = Field(description="What it would change, counted: records new, changed, gone.")
    rejected_for: list[Reason]
    decided_by: str | None = None
    decided_at: dt.datetime | None = None
    decided_because: str | None = None


class Unplaced(View):
    """A child without a home that could be placed."""

    person: PersonRef
    reason: str
    agencies: list[str]
