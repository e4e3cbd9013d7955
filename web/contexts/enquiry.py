"""The enquiry log of one child."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from model.absence import Line, Outcome
from web.contexts.base import FormError, Page
from web.contexts.enquiries import Enquiry


@dataclass(frozen=True)
class Tried:
    """One entry."""

    at: Annotated[dt.datetime, "When, with a time zone."]
    by: Annotated[str, "Who: the account's name."]
    tried: Annotated[str, "What was tried."]
    result: Annotated[str, "What came of it; may be empty."]
    next_step: Annotated[str, "What comes next; may be empty."]
    outcome: Annotated[Outcome | None, "How the enquiry ended, if it did."]


@dataclass(frozen=True, kw_only=True)
class EnquiryPage(Page):
    """``GET /enquiries/{uid}``. The form goes to ``POST`` of the same with ``tried``, ``result``, ``next_step``,
    ``outcome``; that of a lead to ``POST …/hand-on`` with ``agency`` and ``reason``."""

    enquiry: Annotated[Enquiry, "The child and how the enquiry stands."]
    line: Annotated[Line | None, "Everything that was known when the child was handed over."]
    tried: Annotated[list[Tried], "The log, oldest first."]
    hands_on: Annotated[bool, "Whether the reader may hand the child on to an agency."] = False
    agencies: Annotated[list[str], "Codes of the agencies to which the child may be handed."] = field(
        default_factory=list
    )
    candidates: Annotated[
        list[tuple[str, str]],
        "Children whose records may be this child's: what they are called, and their uid.",
    ] = field(default_factory=list)
    typed: Annotated[dict[str, str], "What was typed into the form that has to be put right, by field."] = (
        field(default_factory=dict)
    )
    errors: Annotated[list[FormError], "What to put right in the form."] = field(default_factory=list)
