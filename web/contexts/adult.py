"""The page of an adult in children's lives."""

from dataclasses import dataclass
from typing import Annotated

from model.facts import Fact
from model.views import AdultView, Event, Move, Stay
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class AdultPage(DatedPage):
    """One adult: the children they are recorded with, and their addresses. ``GET /adults/{uid}``."""

    adult: Annotated[AdultView, "The adult and the children, each with the relationship."]
    addresses: Annotated[list[Fact[Stay]], "Address history, newest first."]
    moves: Annotated[list[Move], "Moves of the adult's household, the latest first."]
    events: Annotated[list[Fact[Event]], "Events that the reader may know of, latest first."]
