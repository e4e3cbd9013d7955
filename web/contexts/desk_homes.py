"""The steward's desk for addresses: which may be one home, and what was decided."""

from dataclasses import dataclass, field
from typing import Annotated

from model.desk_homes import HomeDecidedView, JudgedHome
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class DeskHomesPage(Page):
    """``GET /desk/addresses``. The search goes to ``POST /desk/addresses`` with ``postcode``, two addresses to
    ``POST /desk/addresses/compare`` with ``left`` and ``right``."""

    alike: Annotated[list[list[JudgedHome]], "Addresses written alike that stand apart, group by group."]
    decisions: Annotated[list[HomeDecidedView], "What was decided, newest first."]
    found: Annotated[
        list[JudgedHome] | None, "The addresses of the postcode that was asked for; None: none was."
    ] = None
    errors: Annotated[list[FormError], "What to put right in the forms."] = field(default_factory=list)
