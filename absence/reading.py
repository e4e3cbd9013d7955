"""Facts out of the graph: all of them once, and after a night only those of children of whom something changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from absence.expectations import Area
from absence.facts import (
    Facts,
    School,
    fill_events,
    fill_homes,
    fill_involvements,
    fill_parents,
    fill_people,
    fill_schooling,
    fill_sources,
)
from graph.ask import ask
from graph.gateway import Graph, Row
from model.scope import Role, Scope

AT_ONCE = 100_000
"""Children of whom the graph is asked in one sweep: what it answers is held in memory."""
LIST_SCOPE = Scope("the list", Role.ANALYST)
"""For whom the list is made: a reader without any clearance. Nobody's clearance widens it."""


def children(graph: Graph, scope: Scope = LIST_SCOPE) -> dict[str, bool]:
    """Every child that the reader may know of, and whether they may know where."""
    return {uid: row["placed"] for row in ask(graph, "missing/children", scope) for uid in row["uids"]}


def read(graph: Graph, area: Area, today: dt.date, scope: Scope = LIST_SCOPE) -> Facts:
    """The facts of all children."""
    facts = Facts.of(sorted(children(graph, scope)))
    known = schools(graph, area, scope)
    for start in range(0, len(facts), AT_ONCE):
        part = facts.uids[start : start + AT_ONCE]
        _fill(_Asked(graph, scope, {"first": part[0], "last": part[-1]}), facts, known, today)
    return facts


def read_again(
    graph: Graph, facts: Facts, changed: set[str], area: Area, today: dt.date, scope: Scope = LIST_SCOPE
) -> Facts:
    """Facts as they are now, where only ``changed`` may have changed: those are read again, children who are gone or
    whose whereabouts are withheld now are forgotten, and new ones are added."""
    now = children(graph, scope)
    keep = np.fromiter((uid in now for uid in facts.uids), bool, len(facts))
    if not keep.all():
        facts = facts.kept(keep)
    new = sorted(now.keys() - facts.places.keys())
    facts.extend(new)
    placed = facts.flags["placed"]
    moved = {uid for uid, place in facts.places.items() if bool(placed[place]) != now[uid]}
    again = sorted((changed & now.keys()) | set(new) | moved)
    facts.forget(np.array([facts.places[uid] for uid in again], np.intp))
    if again:
        _fill(_Asked(graph, scope, {"uids": again}, "_of"), facts, schools(graph, area, scope), today)
    return facts


def changed_since(
    graph: Graph, deliveries: Sequence[str], since: dt.date, scope: Scope = LIST_SCOPE
) -> set[str]:
    """Children described by records of these deliveries, or into whom records of others were taken since a day."""
    found: set[str] = set()
    for delivery in deliveries:
        for row in ask(graph, "missing/changed", scope, delivery=delivery):
            found.update(row["uids"])
    for row in ask(graph, "missing/joined", scope, since=since):
        found.update(row["uids"])
    return found


def schools(graph: Graph, area: Area, scope: Scope = LIST_SCOPE) -> dict[str, School]:
    """Where each school lies, by the authority number in its establishment number or the authority's code."""
    found = {}
    for row in ask(graph, "missing/schools", scope):
        laestab, authority = row["laestab"] or "", row["local_authority"] or ""
        inside = True
        if area.establishment_prefixes and laestab:
            inside = laestab.startswith(area.establishment_prefixes)
        elif area.local_authorities and authority:
            inside = authority in area.local_authorities
        words = f"{row['kind'] or ''} {row['phase'] or ''}".lower()
        found[row["urn"]] = School(inside, "independent" in words)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of whom facts are asked: of a part of the alphabet, in one sweep over the graph, or of single children."""

    graph: Graph
    scope: Scope
    whom: Mapping[str, object]
    of: str = ""

    def __call__(self, subject: str) -> list[Row]:
        return ask(self.graph, f"missing/{subject}{self.of}", self.scope, **self.whom)


def _fill(asked: _Asked, facts: Facts, schools_: dict[str, School], today: dt.date) -> None:
    fill_people(facts, asked("people"))
    fill_sources(facts, asked("sources"))
    fill_involvements(facts, asked("involvements"), today)
    fill_schooling(facts, asked("schooling"), schools_, today)
    fill_homes(facts, asked("homes"), today)
    fill_parents(facts, asked("parents"))
    fill_events(facts, asked("events"))
