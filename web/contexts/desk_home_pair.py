"""Two addresses side by side, and the decision whether they are one home."""

from dataclasses import dataclass, field
from typing import Annotated

from model.desk_homes import HomePairView
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class DeskHomePairPage(Page):
    """``GET /desk/addresses/pairs/{pair}`` and ``POST /desk/addresses/compare``. The decision goes to
    ``POST /desk/addresses/check``, taking back to ``POST /desk/addresses/pairs/{pair}/undo``."""

    pair: Annotated[HomePairView, "Both addresses and what was decided before."]
    reason: Annotated[str, "What was typed before; empty at first."] = ""
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
