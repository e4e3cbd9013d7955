"""The worklist of findings: one item for each home, the most recent evidence first."""

from dataclasses import dataclass, field
from typing import Annotated

from model.findings import HouseholdItem, PatternState
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class FindingsPage(Page):
    """``GET /findings?pattern=&assigned=&decided=&held=``."""

    items: Annotated[list[HouseholdItem], "Homes with findings, the most recent evidence first."]
    patterns: Annotated[list[PatternState], "Every pattern, for the filter."]
    pattern: Annotated[str, "Id of the one pattern that is shown; empty is all."] = ""
    assigned: Annotated[str, "Account whose findings are shown; empty is everybody's."] = ""
    decided: Annotated[bool, "Whether those that were decided about are shown, too."] = False
    held: Annotated[bool, "Whether historic matches that wait to be released are shown instead."] = False
    more: Annotated[bool, "Whether there are more homes than are shown."] = False
    errors: Annotated[list[FormError], "What to put right in the filter."] = field(default_factory=list)
