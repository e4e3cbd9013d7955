"""The timeline of a child."""

from dataclasses import dataclass
from typing import Annotated

from model.facts import Fact
from model.views import ChildView, Event, Involvement, SchoolStay, Stay
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class TimelinePage(DatedPage):
    """Homes, who lived there, schools, services and events over time. ``GET /children/{uid}/timeline``."""

    child: Annotated[ChildView, "The child."]
    addresses: Annotated[list[Fact[Stay]], "Address history."]
    residents: Annotated[list[Fact[Stay]], "Who lived there while the child did."]
    schools: Annotated[list[Fact[SchoolStay]], "School history."]
    involvements: Annotated[list[Fact[Involvement]], "Involvements."]
    events: Annotated[list[Fact[Event]], "Events that the reader may know of."]
