"""What goes back to one agency."""

from dataclasses import dataclass
from typing import Annotated

from model.quality import OutboxItem
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class QualityOutboxPage(Page):
    """``GET /quality/outbox?agency=``."""

    agency: Annotated[str | None, "Code of the agency; None before one is chosen."]
    agencies: Annotated[list[str], "Codes of the agencies that may be chosen."]
    items: Annotated[list[OutboxItem], "What the agency should look at."]
