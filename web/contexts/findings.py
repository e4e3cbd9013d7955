"""The worklist of findings: one item for each home, the most recent evidence first."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from model.findings import PatternState, Worklist
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class FindingsPage(Page):
    """``GET /findings?pattern=&assigned=&since=&decided=&held=&protected=&page=``; ``POST /findings/share`` with the
    same query gives homes to those who look at findings."""

    found: Annotated[Worklist, "Homes with findings, and how many there are by each choice."]
    patterns: Annotated[list[PatternState], "Every pattern, for the filter."]
    pattern: Annotated[str, "Id of the one pattern that is shown; empty is all."] = ""
    assigned: Annotated[str, "Account whose findings are shown; empty is everybody's, a dash nobody's."] = ""
    since: Annotated[dt.date | None, "The first day whose evidence is shown."] = None
    decided: Annotated[bool, "Whether those that were decided about are shown, too."] = False
    held: Annotated[bool, "Whether historic matches that wait to be released are shown instead."] = False
    protected: Annotated[bool, "Whether only those about protected people are shown."] = False
    query: Annotated[str, "The query of what is shown, without the page."] = ""
    turns: Annotated[dict[str, str], "The queries of the pages before and after."] = field(
        default_factory=dict
    )
    shares: Annotated[dict[str, int] | None, "How many homes each account was just given."] = None
    errors: Annotated[list[FormError], "What to put right in the filter."] = field(default_factory=list)
