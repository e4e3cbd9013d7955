"""Children without a home that could be placed."""

from dataclasses import dataclass
from typing import Annotated

from model.quality import Unplaced
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class QualityUnplacedPage(Page):
    """``GET /quality/unplaced``."""

    children: Annotated[list[Unplaced], "One page of them, youngest first."]
    next_url: Annotated[str | None, "The rest of the list."] = None
