"""Facts: the one shape in which every value leaves Kith (issue: JSON API), with its sources and who disagrees."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

Value = TypeVar("Value")


class View(BaseModel):
    """Base of everything that is shown: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Source(View):
    """One record that says something."""

    agency: str = Field(description="Name of the agency.")
    feed: str
    record: str = Field(description="The agency's own identifier of the record.")
    delivered: dt.date | None = Field(description="The latest delivery that still said so.")
    contested: bool = Field(
        default=False,
        description="Somebody has marked this record's value wrong, and its owner has not answered yet.",
    )
    _claims: frozenset[str] = PrivateAttr(default=frozenset())

    @property
    def claims(self) -> frozenset[str]:
        """Keys of the edges that say so; not part of what leaves Kith."""
        return self._claims

    def saying(self, claims: frozenset[str]) -> Source:
        """The same source with the edges that say so."""
        found = self.model_copy()
        found._claims = self._claims | claims
        return found


class Disagreement(View):
    """What another record says instead, in words."""

    value: str
    sources: list[Source]


class Fact(View, Generic[Value]):
    """A value, when it was so, when we were told, who says so and who disagrees."""

    value: Value
    from_: dt.date | None = Field(
        default=None, alias="from", description="First day on which it was so; null is not known."
    )
    to: dt.date | None = Field(
        default=None, description="Last day on which it was so; null is open or not known."
    )
    first_seen: dt.date | None = Field(default=None, description="The day on which the index was first told.")
    last_seen: dt.date | None = Field(default=None, description="The latest delivery that still said so.")
    last_confirmed: dt.date | None = Field(
        default=None, description="Last confirmed with the family, where an agency says so."
    )
    sources: list[Source] = Field(default_factory=list)
    disagreements: list[Disagreement] = Field(default_factory=list)


class FeedState(StrEnum):
    """Three kinds of silence are three states (design decision 6); off is a person's doing."""

    LIVE = "live"
    OLD = "old"
    ABSENT = "absent"
    OFF = "off"


class Feed(View):
    """How fresh one feed is."""

    feed: str
    agency: str
    state: FeedState
    last_delivered: dt.date | None
    days_old: int | None
    joined: dt.date | None = Field(default=None, description="Day of the first delivery.")
    off_since: dt.date | None = Field(default=None, description="Day on which the feed was switched off.")
    expects_from: int | None = Field(
        default=None, description="Age from which it should hold every child; null: only those with a case."
    )
    expects_to: int | None = None


class Page(View, Generic[Value]):
    """One page of a list."""

    items: list[Value]
    next_cursor: str | None = None
    notice: str | None = Field(
        default=None, description="What an empty or short answer does not prove, and whom to ring."
    )
