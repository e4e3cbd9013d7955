"""Whom a decision would change, before it is taken."""

from dataclasses import dataclass
from typing import Annotated

from model.desk import EffectView
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class DeskCheckPage(Page):
    """``POST /desk/check``. Confirming goes to ``POST /desk/decisions`` with the same fields."""

    left: Annotated[str, "Key of one record."]
    right: Annotated[str, "Key of the other."]
    state: Annotated[str, "The state of the pair that was looked at."]
    verdict: Annotated[str, "same, different or unsure."]
    reason: Annotated[str, "The reason that was typed."]
    effect: Annotated[EffectView, "The people before and after."]
