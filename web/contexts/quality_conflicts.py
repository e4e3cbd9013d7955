"""Where agencies disagree."""

from dataclasses import dataclass
from typing import Annotated

from model.quality import Conflict
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class QualityConflictsPage(Page):
    """``GET /quality/conflicts``."""

    conflicts: Annotated[list[Conflict], "One page of them, oldest first."]
    next_url: Annotated[str | None, "The rest of the list."] = None
