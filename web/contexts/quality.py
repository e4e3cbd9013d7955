"""Coverage, and the quality of every feed."""

from dataclasses import dataclass
from typing import Annotated

from model.quality import Scorecard
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class QualityPage(Page):
    """``GET /quality``."""

    scorecards: Annotated[list[Scorecard], "Each feed that was ever delivered, in order of agency."]
