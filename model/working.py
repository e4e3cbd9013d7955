"""Views of what people do with a record in Kith itself: involvements they register, news, requests, kept views."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from model.facts import Source, View
from model.views import PersonRef, ServiceRef


class OwnInvolvement(View):
    """An involvement that a worker registered in Kith, for agencies without a feed."""

    id: int
    name: str = Field(description="Name of the worker, as their account gives it.")
    agency: str | None = Field(default=None, description="Agency in words.")
    service: ServiceRef | None = None
    role: str
    telephone: str
    since: dt.date
    until: dt.date | None = None

    @property
    def place(self) -> str | None:
        """The service, else the agency, in words."""
        return self.service.name if self.service else self.agency

    @property
    def source(self) -> Source:
        """The worker who registered it is the source."""
        return Source(
            agency=self.agency or "Kith", feed="kith", record=str(self.id), delivered=self.until or self.since
        )


class News(View):
    """One thing that the index was told since a day."""

    kind: Literal["home", "school", "service", "worker", "event", "family", "household"]
    sentence: str = Field(description="What, since when, who says so and how old that is.")
    told: dt.date = Field(description="The day on which the index was told.")


class Caseload(View):
    """One child of a caseload."""

    person: PersonRef
    grounds: list[str] = Field(description="In words: why this child stands on the list.")
    looked: dt.date | None = Field(
        default=None, description="The day on which the reader last opened the child."
    )
    since: dt.date = Field(description="The day from which news are told.")
    news: list[News] = Field(default_factory=list)
    subscribed: bool = False
    own: OwnInvolvement | None = None


class ContactRequest(View):
    """A request to get in touch, as its receiver sees it. It never says why."""

    id: int
    person: PersonRef
    asked_by: str
    agency: str | None
    telephone: str
    at: dt.datetime
    to: str = Field(description="Whom it is for, in words.")
    answered_at: dt.datetime | None = None


class KeptView(View):
    """A view that was kept: what it shows is decided when it is opened."""

    id: str
    title: str
    person: PersonRef | None = Field(default=None, description="None where the reader may not see them.")
    address: str
    kept_by: str
    at: dt.datetime
    own: bool
    shared_with: list[str] = Field(default_factory=list)


class NotShared(View):
    """A decision not to share, with its reason (Children Act 2004, s. 16LA)."""

    person: PersonRef | None
    at: dt.datetime
    decided_by: str
    asked_by: str
    what: str
    reason: str
