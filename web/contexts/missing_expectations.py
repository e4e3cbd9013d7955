"""The table of who is expected to know which child, and its versions."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from model.facts import FeedState
from web.contexts.base import Page


@dataclass(frozen=True)
class ExpectedOf:
    """One expectation."""

    service: Annotated[str, "Which service, in words."]
    who: Annotated[str, "Of whom it is expected."]
    grace_days: Annotated[int, "Days in which nobody is listed."]
    feeds: Annotated[
        list[tuple[str, FeedState]], "Codes of the feeds that would show it, and how each stands now."
    ]
    covers: Annotated[list[str], "The places alone that those feeds cover; empty for the whole area."]
    basis: Annotated[str, "On what it rests."]


@dataclass(frozen=True)
class VersionOf:
    """One version of the table."""

    version: Annotated[str, "Its name."]
    at: Annotated[dt.datetime, "When it was put in use, with a time zone."]
    changed_by: Annotated[str, "Who changed it."]
    reason: Annotated[str, "Why."]


@dataclass(frozen=True, kw_only=True)
class MissingExpectationsPage(Page):
    """``GET /missing/expectations``."""

    version: Annotated[str, "The version by which the last list was made."]
    changed_by: Annotated[str, "Who changed it."]
    reason: Annotated[str, "Why."]
    rules: Annotated[list[ExpectedOf], "The expectations."]
    own_terms: Annotated[bool, "Whether the authority's own term dates are given."]
    versions: Annotated[list[VersionOf], "Every version, the last first."]
