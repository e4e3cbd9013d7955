"""Whom a decision would change, before it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from model.desk import EffectView
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class DeskCheckPage(Page):
    """``POST /desk/check``, and the same before a decision on many pairs and before one is taken back. Confirming sends
    the fields to where the decision is entered."""

    what: Annotated[str, "same, different or unsure; undone: taking back."]
    about: Annotated[list[str], "The keys of the two records, or how many pairs."]
    reason: Annotated[str, "The reason that was typed."]
    effect: Annotated[EffectView, "The people before and after."]
    action: Annotated[str, "Where the decision is entered."]
    fields: Annotated[Mapping[str, str], "What is sent there."]
    back: Annotated[str, "Where whoever decides nothing goes."]
