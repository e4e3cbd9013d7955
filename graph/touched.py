"""Of whom a pattern may answer otherwise than before: where a run for what changed begins.

A change of a kind that a pattern's statement does not step over concerns nobody; of one that is the child's own, the
children themselves; of one that is looked at in others, whoever is tied to them by home, care, kin or an event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from graph.changes import Changed, Changes
from graph.gateway import Graph
from graph.reads.coverage import position
from graph.system import run_keys
from model.patterns import Pattern, Reach

_REACHED_BY = {
    "Person": "Person",
    "Address": "LIVES_AT",
    "Event": "PARTY_TO",
    "Professional": "WORKS_WITH",
    "School": "ATTENDS",
    "Service": "INVOLVED_WITH",
}
"""The edge over which a pattern comes to a node of this label."""
_OF_MANY = frozenset({"School", "Service"})
"""Nodes with which anybody may be."""


class Touched:
    """Children whom a change reaches."""

    def __init__(self, graph: Graph, changed: Changed) -> None:
        self._graph, self._changed = graph, changed
        self._people: dict[str, set[str]] = {}
        self._near: dict[str, set[str]] = {}
        self._far: dict[str, set[str]] = {}

    def of(self, made: Pattern) -> frozenset[str] | None:
        """Whom to ask a pattern about; None for everybody."""
        if made.reach is Reach.EVERYBODY or self._unsaid.services:
            return None
        found = set(self._around(made, ""))
        for kind in self._changed.kinds:
            edge = self._edge(made, kind)
            if edge is None:
                continue
            if kind.partition(".")[0] in _OF_MANY:
                return None
            if edge in made.steps.others or (edge == "Person" and not made.steps.alone):
                found |= self._around(made, kind)
            else:
                found |= self._those(kind)
        return frozenset(found)

    @staticmethod
    def _edge(made: Pattern, kind: str) -> str | None:
        """The edge of a pattern's statement that leads to a change of this kind; None where it does not matter."""
        label, _, name = kind.partition(".")
        if name and name not in made.steps.properties:
            return None
        if label in _REACHED_BY and not name and label != "Person":
            return None  # a new node; the edges that lead there are of a kind of their own
        edge = _REACHED_BY.get(label, label)
        steps = {*made.steps.own, *made.steps.others, "Person"}
        return edge if edge in steps else "Person" if "*" in steps else None

    @cached_property
    def _unsaid(self) -> Changed:
        return self._changed.unsaid()

    def _those(self, kind: str) -> set[str]:
        """The people of a change of this kind, or of one of which no kind is said, and those at its places."""
        if kind not in self._people:
            changed = self._changed if kind else self._unsaid
            places = changed.homes | changed.events | changed.workers
            people = changed.people
            if kind:
                places &= self._changed.kinds[kind]
                people = self._changed.kinds[kind] - places
            self._people[kind] = people | self._uids("projection/people_there", places)
        return self._people[kind]

    def _around(self, made: Pattern, kind: str) -> set[str]:
        """The children tied to them, and where the pattern reaches further those of adults."""
        if kind not in self._near:
            self._near[kind] = self._uids("projection/children_near", self._those(kind))
        if made.reach is Reach.NEAR:
            return self._near[kind]
        if kind not in self._far:
            self._far[kind] = self._uids("projection/children_of_adults_near", self._those(kind))
        return self._near[kind] | self._far[kind]

    def _uids(self, statement: str, keys: Iterable[str]) -> set[str]:
        return {row["uid"] for row in run_keys(self._graph, statement, sorted(keys))}


def touched_since(graph: Graph, journal: Changes, day: dt.date) -> Touched | None:
    """Whom what was loaded and decided after a day reaches. None for everybody: the journal cannot tell."""
    closed, _last, judged = position(graph)
    changed = journal.after(day, (closed, judged))
    return Touched(graph, changed) if changed is not None else None
