"""Facts out of the graph: all of them once, and after a night only those of children of whom something changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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

AT_ONCE = 5_000
LIST_SCOPE = Scope("the list", Role.ANALYST)
"""For whom the list is made: a reader without any clearance. Nobody's clearance widens it."""


def children(graph: Graph, scope: Scope = LIST_SCOPE) -> dict[str, bool]:
    """Every child that the reader may know of, and whether they may know where."""
    return {uid: row["placed"] for row in ask(graph, "missing/children", scope) for uid in row["uids"]}


def read(graph: Graph, area: Area, today: dt.date, scope: Scope = LIST_SCOPE) -> Facts:
    """The facts of all children."""
    facts = Facts.of(sorted(children(graph, scope)))
    _fill(graph, facts, facts.uids, area, today, scope)
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
    _fill(graph, facts, again, area, today, scope)
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


def _fill(graph: Graph, facts: Facts, uids: Sequence[str], area: Area, today: dt.date, scope: Scope) -> None:
    fill_people(facts, _batches(graph, "missing/people", uids, scope))
    fill_sources(facts, _batches(graph, "missing/sources", uids, scope))
    fill_involvements(facts, _batches(graph, "missing/involvements", uids, scope), today)
    fill_schooling(
        facts, _batches(graph, "missing/schooling", uids, scope), schools(graph, area, scope), today
    )
    fill_homes(facts, _batches(graph, "missing/homes", uids, scope), today)
    fill_parents(facts, _batches(graph, "missing/parents", uids, scope))
    fill_events(facts, _batches(graph, "missing/events", uids, scope))


def _batches(graph: Graph, name: str, uids: Sequence[str], scope: Scope) -> list[Row]:
    rows: list[Row] = []
    for start in range(0, len(uids), AT_ONCE):
        rows += ask(graph, name, scope, uids=list(uids[start : start + AT_ONCE]))
    return rows
