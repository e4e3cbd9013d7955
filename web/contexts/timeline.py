"""The timeline of a child."""

from dataclasses import dataclass
from typing import Annotated

from model.facts import Fact
from model.views import ChildView, Event, Involvement, Move, SchoolStay, Stay
from model.working import OwnInvolvement
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class TimelinePage(DatedPage):
    """Homes, who lived there, schools, services and events over time. ``GET /children/{uid}/timeline``."""

    child: Annotated[ChildView, "The child."]
    addresses: Annotated[list[Fact[Stay]], "Address history."]
    residents: Annotated[list[Fact[Stay]], "Who lived there while the child did."]
    moves: Annotated[list[Move], "Moves of the child's household, the latest first."]
    schools: Annotated[list[Fact[SchoolStay]], "School history."]
    involvements: Annotated[list[Fact[Involvement]], "Involvements."]
    registered: Annotated[
        list[OwnInvolvement], "Involvements that workers registered in Kith itself, ended ones too."
    ]
    events: Annotated[list[Fact[Event]], "Events that the reader may know of."]
