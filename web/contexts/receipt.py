"""A dated receipt of a search."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from model.facts import Feed
from model.views import SearchHit
from web.contexts.base import Page
from web.contexts.search import SearchForm


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Page):
    """What was searched for, when, by whom, and what was found or not. ``GET /search/receipt``."""

    at: Annotated[dt.datetime, "When, with a time zone."]
    reference: Annotated[str, "The number under which the search stands in the audit."]
    feeds: Annotated[list[Feed], "How fresh each feed is."]
    asked: Annotated[SearchForm, "What was typed."]
    found: Annotated[list[SearchHit], "Who was found, the best first."]
    more: Annotated[bool, "Whether more were found than are named."]
