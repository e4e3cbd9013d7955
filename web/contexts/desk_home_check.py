"""What a decision on two addresses would make of them, before it is taken."""

from dataclasses import dataclass
from typing import Annotated

from model.desk_homes import HomeEffectView
from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class DeskHomeCheckPage(Page):
    """``POST /desk/addresses/check``. Confirming goes to ``POST /desk/addresses/decisions`` with the same fields."""

    left: Annotated[str, "Token of one address."]
    right: Annotated[str, "Token of the other."]
    state: Annotated[str, "The state of the two that were looked at."]
    verdict: Annotated[str, "same or different."]
    reason: Annotated[str, "The reason that was typed."]
    effect: Annotated[HomeEffectView, "The homes that would come out of it."]
