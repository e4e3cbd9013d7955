"""Children who were handed over for enquiries."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from model.absence import Outcome
from model.views import PersonRef
from web.contexts.base import Page


@dataclass(frozen=True)
class Enquiry:
    """One child who was handed over."""

    number: Annotated[int, "By which the enquiry is known before the record is opened."]
    uid: Annotated[str, "The child's uid."]
    person: Annotated[PersonRef | None, "Who it is; None until the reader has opened the record today."]
    band: Annotated[str, "Age in bands, as it was when the child was handed over."]
    agency: Annotated[str, "Code of the agency to which the child was handed over."]
    since: Annotated[dt.datetime, "When, with a time zone."]
    outcome: Annotated[Outcome | None, "How it ended; None while it goes on."]
    tried: Annotated[int, "Entries since the child was handed over."]


@dataclass(frozen=True, kw_only=True)
class EnquiriesPage(Page):
    """``GET /enquiries``."""

    enquiries: Annotated[list[Enquiry], "Those that go on first, the oldest first."]
