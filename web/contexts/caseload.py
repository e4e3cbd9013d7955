"""The reader's caseload."""

from dataclasses import dataclass, field
from typing import Annotated

from model.working import Caseload, ContactRequest, KeptView
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class CaseloadPage(Page):
    """The reader's children with what changed, requests to get in touch, kept views. ``GET /caseload``."""

    children: Annotated[list[Caseload], "The children, those with news first."]
    requests: Annotated[list[ContactRequest], "Requests to get in touch that wait for the reader."]
    sent: Annotated[list[ContactRequest], "Requests to get in touch that the reader sent, the latest first."]
    views: Annotated[list[KeptView], "Views that the reader kept or that were shared with them."]
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
