"""One finding in full, and the form to decide about it."""

from dataclasses import dataclass, field
from typing import Annotated

from model.findings import FindingView, Worker
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class FindingPage(Page):
    """``GET /findings/{id}``. Forms go to ``POST /findings/{id}/decisions`` with ``kind``, ``reason`` and ``until``,
    and to ``POST /findings/{id}/assignment`` with ``to``."""

    finding: Annotated[FindingView, "The finding."]
    reason: Annotated[str, "What was typed as reason, where it is to be put right."] = ""
    kind: Annotated[str, "What was chosen, where something is to be put right."] = ""
    until: Annotated[str, "The day that was typed, where something is to be put right."] = ""
    workers: Annotated[list[Worker], "Who looks at findings, and what each was given this week."] = field(
        default_factory=list
    )
    errors: Annotated[list[FormError], "What to put right in the forms."] = field(default_factory=list)
