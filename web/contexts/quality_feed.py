"""The scorecard of one feed."""

from dataclasses import dataclass
from typing import Annotated

from model.quality import Scorecard
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class QualityFeedPage(Page):
    """``GET /quality/feeds/{feed}``."""

    card: Annotated[Scorecard, "The feed's scorecard."]
