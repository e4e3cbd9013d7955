"""The child page."""

from dataclasses import dataclass, field
from typing import Annotated

from model.facts import Fact
from model.quality import Correction
from model.views import (
    ChildView,
    Event,
    Household,
    Involvement,
    SchoolStay,
    Sibling,
    Stay,
    TransientAddress,
)
from model.working import OwnInvolvement
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class ChildPage(DatedPage):
    """Everything the index shows of one child. ``GET /children/{uid}?as_at=&as_known_at=``."""

    child: Annotated[ChildView, "The child: identity, adults, workers, feeds, what is not known."]
    involvements: Annotated[list[Fact[Involvement]], "Agency involvements, open first."]
    siblings: Annotated[
        list[Sibling], "Brothers, sisters and children who live together, each with its basis."
    ]
    households: Annotated[list[Household], "The child's homes as at the date."]
    addresses: Annotated[list[Fact[Stay]], "Address history, newest first."]
    transient: Annotated[list[TransientAddress], "Addresses of short stays and temporary accommodation."]
    other_households: Annotated[
        list[Fact[Stay]], "Where else the child's carers are carers: the other children."
    ]
    schools: Annotated[list[Fact[SchoolStay]], "School history, current first."]
    events: Annotated[list[Fact[Event]], "Events that the reader may know of, latest first."]
    all_events: Annotated[bool, "Whether every kind of event exists for this reader."]
    registered: Annotated[list[OwnInvolvement], "Involvements that workers registered in Kith itself."] = (
        field(default_factory=list)
    )
    contested: Annotated[
        list[Correction], "Values that somebody has marked wrong and whose owner has not answered yet."
    ] = field(default_factory=list)
    opened_for: Annotated[str | None, "The reason under which the record is open today."] = None
    may_export: Annotated[bool, "Whether this reader may take tables away as CSV."] = field(default=True)
