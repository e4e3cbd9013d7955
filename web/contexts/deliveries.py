"""How fresh the index is."""

from dataclasses import dataclass
from typing import Annotated

from model.facts import Feed
from model.facts import Page as Items
from model.views import DeliveryView
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class DeliveriesPage(Page):
    """Each feed's age and the deliveries, newest first. ``GET /deliveries``."""

    feeds: Annotated[list[Feed], "Every feed the index knows of, connected or not."]
    deliveries: Annotated[Items[DeliveryView], "One page of deliveries, newest first."]
    next_url: Annotated[str | None, "The next page of deliveries."] = None
