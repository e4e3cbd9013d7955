"""Facts out of the graph: all of them once, and after a night only those of children of whom something changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from absence.expectations import Area
from absence.facts import Facts
from absence.filling import (
    School,
    adult,
    fill_events,
    fill_homes,
    fill_involvements,
    fill_parents,
    fill_people,
    fill_schooling,
    fill_sources,
)
from graph.ask import ask
from graph.changes import Changed
from graph.gateway import Graph, Row
from model.scope import Role, Scope

AT_ONCE = 100_000
"""Children of whom the graph is asked in one sweep: what it answers is held in memory."""
AGAIN_AT_ONCE = 5_000
"""Children who are read again in one statement."""
LIST_SCOPE = Scope("the list", Role.ANALYST)
"""For whom the list is made: a reader without any clearance. Nobody's clearance widens it."""


def children(graph: Graph, scope: Scope = LIST_SCOPE) -> dict[str, bool]:
    """Every child that the reader may know of, and whether they may know where."""
    return {uid: row["placed"] for row in ask(graph, "missing/children", scope) for uid in row["uids"]}


def read(graph: Graph, known: Mapping[str, School], today: dt.date, scope: Scope = LIST_SCOPE) -> Facts:
    """The facts of all children; ``known`` are the schools."""
    facts = Facts.of(sorted(children(graph, scope)))
    for start in range(0, len(facts), AT_ONCE):
        part = facts.uids[start : start + AT_ONCE]
        _fill(_Asked(graph, scope, {"first": part[0], "last": part[-1]}), facts, known, today)
    return facts


def read_again(
    graph: Graph,
    facts: Facts,
    changed: Changed,
    known: Mapping[str, School],
    today: dt.date,
    scope: Scope = LIST_SCOPE,
) -> Facts:
    """Facts as they are now, where only what ``changed`` may be another, and what is by the day alone: those children
    are read again, children who are gone or whose whereabouts are withheld now are forgotten, new ones are added."""
    now = children(graph, scope)
    keep = np.fromiter((uid in now for uid in facts.uids), bool, len(facts))
    touched = changed_children(graph, facts, changed, scope)
    if not keep.all():
        facts = facts.kept(keep)
    new = sorted(now.keys() - facts.places.keys())
    facts.extend(new)
    placed = facts.flags["placed"].tolist()
    moved = {uid for uid, was in zip(facts.uids, placed, strict=True) if was != now[uid]}
    again = sorted((touched & now.keys()) | set(new) | moved | set(facts.turned(today)))
    facts.forget(np.array([facts.places[uid] for uid in again], np.intp))
    for start in range(0, len(again), AGAIN_AT_ONCE):
        part = again[start : start + AGAIN_AT_ONCE]
        _fill(_Asked(graph, scope, {"uids": part}, "_of"), facts, known, today)
    return facts


def changed_children(graph: Graph, facts: Facts, changed: Changed, scope: Scope = LIST_SCOPE) -> set[str]:
    """Children whom a change touches: they themselves, their parents and carers, their homes, and events to which they
    were party; as it was, by the facts that are kept, and as it is now."""
    found = set(changed.people)
    others = sorted(changed.people - facts.places.keys())
    for subject, uids in (("families_of", others), ("parties_of", sorted(changed.events))):
        for start in range(0, len(uids), AGAIN_AT_ONCE):
            for row in ask(graph, f"missing/{subject}", scope, uids=uids[start : start + AGAIN_AT_ONCE]):
                found.update(row["uids"])
    homes = [number for uid in changed.homes if (number := facts.homes.find(uid)) is not None]
    hashes = [adult(uid) for uid in others]
    for pairs, numbers in ((facts.homes_ever, homes), (facts.adults, hashes)):
        places = np.unique(pairs.places[np.isin(pairs.numbers, np.array(numbers, np.int64))])
        found.update(facts.uids[place] for place in places.tolist())
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


def _fill(asked: _Asked, facts: Facts, known: Mapping[str, School], today: dt.date) -> None:
    fill_people(facts, asked("people"))
    fill_sources(facts, asked("sources"))
    fill_involvements(facts, asked("involvements"), today)
    fill_schooling(facts, asked("schooling"), known, today)
    fill_homes(facts, asked("homes"), today)
    fill_parents(facts, asked("parents"))
    fill_events(facts, asked("events"))
