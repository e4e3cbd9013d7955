"""The library of patterns."""

from dataclasses import dataclass
from typing import Annotated

from model.findings import PatternState
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class PatternsPage(Page):
    """``GET /patterns``."""

    patterns: Annotated[list[PatternState], "Every pattern and how it stands, in order of id."]
