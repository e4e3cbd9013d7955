"""What a reader asks of a network: which kinds of link, said by whom, since when, and whether past ones too."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from model.facts import View


class LinkKind(StrEnum):
    """Kinds of link, as a reader chooses among them."""

    FAMILY = "family"
    HOME = "home"
    SCHOOL = "school"
    SERVICE = "service"
    WORKER = "worker"
    EVENT = "event"


EDGES: dict[LinkKind, frozenset[str]] = {
    LinkKind.FAMILY: frozenset({"PARENT_OF", "CARES_FOR", "RESPONSIBLE_FOR", "RELATED_TO"}),
    LinkKind.HOME: frozenset({"LIVES_AT"}),
    LinkKind.SCHOOL: frozenset({"ATTENDS"}),
    LinkKind.SERVICE: frozenset({"INVOLVED_WITH"}),
    LinkKind.WORKER: frozenset({"WORKS_WITH"}),
    LinkKind.EVENT: frozenset({"PARTY_TO"}),
}
"""The edge types of each kind."""


class AgencyName(View):
    """An agency by its code, and its name."""

    code: str
    name: str


class Narrowing(View):
    """Only these links are followed. ``agencies`` are codes, none means all. A link whose beginning is not known did
    not begin ``since`` a day; one of a service that may not be named is of no known agency."""

    kinds: frozenset[LinkKind] = frozenset(LinkKind)
    agencies: frozenset[str] = frozenset()
    since: dt.date | None = None
    past: bool = Field(default=False, description="Links that have ended, too.")

    def takes(self, edge: str, agency: str | None, start: dt.date | None) -> bool:
        """Whether a claim of this edge type, agency and first day is followed."""
        if not any(edge in EDGES[kind] for kind in self.kinds):
            return False
        if self.agencies and agency not in self.agencies:
            return False
        return self.since is None or (start is not None and start >= self.since)

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return self == Narrowing()


EVERYTHING = Narrowing()
