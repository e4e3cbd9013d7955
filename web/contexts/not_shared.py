"""Decisions not to share."""

from dataclasses import dataclass
from typing import Annotated

from model.working import NotShared
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class NotSharedPage(Page):
    """What was asked for and not shared, with the reasons, for leads. ``GET /not-shared``."""

    decisions: Annotated[list[NotShared], "The decisions, newest first."]
