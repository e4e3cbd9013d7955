"""Of whom a pattern may answer otherwise than on the day before: where a run for what changed begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.gateway import Graph
from graph.system import run, run_keys
from model.patterns import Pattern, Reach

MOST_DAYS = 31
"""A run for what changed looks back over so many days at most; further back it is no shorter than one of everybody."""
_PEOPLE = frozenset({"child", "adult"})
_TIED = frozenset({"event", "professional"})


@dataclass(frozen=True, slots=True)
class Touched:
    """Children whom a change reaches: by one step of home, care, kin or event, and further through adults."""

    near: frozenset[str]
    far: frozenset[str]

    def of(self, made: Pattern) -> frozenset[str] | None:
        """Whom to ask a pattern about; None for everybody."""
        return {Reach.NEAR: self.near, Reach.ADULTS: self.near | self.far, Reach.EVERYBODY: None}[made.reach]


def touched_since(graph: Graph, since: dt.date, today: dt.date) -> Touched | None:
    """Whom the changes after a day reach. None for everybody: a feed was delivered whole, which says of everybody that
    they are still in it, or no longer; homes were joined or parted; a school or a service has changed; or a record went
    away and left nobody of whom it could be told whom it was about."""
    days = [since + dt.timedelta(days=number) for number in range(1, (today - since).days + 1)]
    if len(days) > MOST_DAYS:
        return None
    people = _people(graph, since, days)
    if people is None:
        return None
    return Touched(
        frozenset(_uids(graph, "projection/children_near", people)),
        frozenset(_uids(graph, "projection/children_of_adults_near", people)),
    )


def _uids(graph: Graph, statement: str, keys: Iterable[str]) -> set[str]:
    return {row["uid"] for row in run_keys(graph, statement, sorted(keys))}


def _people(graph: Graph, since: dt.date, days: list[dt.date]) -> set[str] | None:
    deliveries = run(graph, "projection/deliveries_since", since=since)
    decided = run(graph, "projection/decided_on", days=days)
    if any(row["kind"] == "full" for row in deliveries) or any(row["home"] for row in decided):
        return None
    come = list(run_keys(graph, "projection/records_of_deliveries", [row["uid"] for row in deliveries]))
    if {row["kind"] for row in come} - _PEOPLE - _TIED:
        return None
    ended = {row["key"] for row in run(graph, "projection/records_withdrawn", keys=days)}
    keys = ended | {row["key"] for row in come if row["kind"] in _PEOPLE}
    keys |= {row[side] for row in decided for side in ("left", "right")}
    found = list(run_keys(graph, "projection/people_of_keys", sorted(keys)))
    if ended - {row["key"] for row in found} - {row["key"] for row in come}:
        return None
    people = {row["uid"] for row in found}
    tied = {row["node"] for row in come if row["kind"] in _TIED}
    people |= _uids(graph, "projection/people_of_events_and_workers", tied)
    return people | {row["uid"] for row in run(graph, "projection/forwarded_on", days=days)}
