"""A list of names, looked up for a conference."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from model.facts import Feed
from model.views import SearchHit
from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class Line:
    """One line that was asked for."""

    asked: Annotated[str, "As it was typed."]
    hits: Annotated[list[SearchHit], "Who fits, the best first."]
    read: Annotated[bool, "Whether anything in the line could be searched for."]


@dataclass(frozen=True, kw_only=True)
class ConferencePage(Page):
    """The form of ``POST /conference`` (``names``, one a line), and what was found. ``GET /conference``."""

    at: Annotated[dt.datetime, "When it was looked up, with a time zone."]
    reference: Annotated[str, "The number under which the look-up stands in the audit."]
    feeds: Annotated[list[Feed], "How fresh each feed is."]
    names: Annotated[str, "What was typed."] = ""
    lines: Annotated[list[Line] | None, "What was found; None before anything was asked."] = None
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
