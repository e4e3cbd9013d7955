"""Deliveries that wait for a person."""

from dataclasses import dataclass, field
from typing import Annotated

from model.quality import HeldDelivery
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class HeldPage(Page):
    """``GET /deliveries/held``."""

    deliveries: Annotated[
        list[HeldDelivery], "Those that wait, and what was decided about others, newest first."
    ]
    errors: Annotated[list[FormError], "What to put right in a form."] = field(default_factory=list)
