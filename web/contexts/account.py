"""One's own account."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from model.views import PersonRef
from web.contexts.base import Page


@dataclass(frozen=True)
class OpenedToday:
    """A child or adult one has opened today."""

    person: Annotated[PersonRef | None, "Who; None where they may not be shown any more."]
    at: Annotated[dt.datetime, "When, with a time zone."]
    purpose: Annotated[str, "The purpose in words."]
    reason: Annotated[str, "The reason that was typed."]


@dataclass(frozen=True, kw_only=True)
class AccountPage(Page):
    """What the account may do, and what it did today. ``GET /account``."""

    username: Annotated[str, "What one signs in with."]
    services: Annotated[list[str], "Names of one's own services."]
    clearances: Annotated[list[str], "What one is cleared to see, in words."]
    signed_in_at: Annotated[dt.datetime, "When this session began, with a time zone."]
    session_ends_at: Annotated[dt.datetime, "When it ends at the latest, with a time zone."]
    opened_today: Annotated[list[OpenedToday], "Children and adults opened today, newest first."]
