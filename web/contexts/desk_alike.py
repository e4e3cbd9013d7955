"""Pairs that wait on identical evidence, decided at once after a look at a sample."""

from dataclasses import dataclass, field
from typing import Annotated

from model.desk import PairView
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class DeskAlikePage(Page):
    """``GET /desk/pairs/{pair}/alike``. The form goes to ``POST …/alike/check`` with
    ``verdict``, ``reason`` and ``looked_at``, and from there to ``POST …/alike``."""

    pair: Annotated[str, "The name of the pair that was the way here."]
    count: Annotated[int, "Pairs that wait on this evidence; 0 where they are decided one by one."]
    looked_at: Annotated[str, "The state of all of them."]
    sample: Annotated[list[PairView], "The first few in full."]
    reason: Annotated[str, "What was typed before; empty at first."] = ""
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
