"""What data stewards have decided."""

from dataclasses import dataclass
from typing import Annotated

from model.desk import DecidedView
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class DeskDecisionsPage(Page):
    """``GET /desk/decisions``, newest first."""

    decisions: Annotated[list[DecidedView], "Decisions and takings back."]
    next_url: Annotated[str | None, "The rest of the list."] = None
