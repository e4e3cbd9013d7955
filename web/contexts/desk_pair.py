"""Two records side by side, why they are or are not one person's, and the decision."""

from dataclasses import dataclass, field
from typing import Annotated

from model.desk import PairView
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class DeskPairPage(Page):
    """``GET /desk/pairs/{pair}`` and ``POST /desk/compare``. The decision goes to ``POST /desk/check`` with ``left``,
    ``right``, ``state``, ``reason`` and ``verdict``; taking back to ``POST /desk/pairs/{pair}/undo/check``."""

    pair: Annotated[PairView, "Both records, the evidence and what was decided before."]
    alike: Annotated[bool, "Whether other pairs that wait rest on the very same evidence."] = False
    together: Annotated[int, "Decisions that stand and were taken in one act with the one on this pair."] = 0
    known: Annotated[bool, "Whether the pair was ever judged: then it has an address of its own."] = True
    blank: Annotated[bool, "Whether the values are left out and only the weights shown."] = False
    reason: Annotated[str, "What was typed before; empty at first."] = ""
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
