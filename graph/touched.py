"""Of whom a pattern may answer otherwise than before: where a run for what changed begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.changes import Changed, Changes
from graph.gateway import Graph
from graph.reads.coverage import position
from graph.system import run_keys
from model.patterns import Pattern, Reach


@dataclass(frozen=True, slots=True)
class Touched:
    """Children whom a change reaches: by one step of home, care, kin or event, and further through adults."""

    near: frozenset[str]
    far: frozenset[str]

    def of(self, made: Pattern) -> frozenset[str] | None:
        """Whom to ask a pattern about; None for everybody."""
        return {Reach.NEAR: self.near, Reach.ADULTS: self.near | self.far, Reach.EVERYBODY: None}[made.reach]


def touched_since(graph: Graph, journal: Changes, day: dt.date) -> Touched | None:
    """Whom what was loaded and decided after a day reaches. None for everybody: the journal cannot tell."""
    closed, _last, judged = position(graph)
    changed = journal.after(day, (closed, judged))
    return touched_by(graph, changed) if changed is not None else None


def touched_by(graph: Graph, changed: Changed) -> Touched | None:
    """Whom this reaches. None for everybody: a service was altered, with which anybody may be."""
    if changed.services:
        return None
    places = {*changed.homes, *changed.events, *changed.workers}
    people = changed.people | _uids(graph, "projection/people_there", places)
    return Touched(
        frozenset(_uids(graph, "projection/children_near", people)),
        frozenset(_uids(graph, "projection/children_of_adults_near", people)),
    )


def _uids(graph: Graph, statement: str, keys: Iterable[str]) -> set[str]:
    return {row["uid"] for row in run_keys(graph, statement, sorted(keys))}
