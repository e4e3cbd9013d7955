"""Facts out of the graph: all of them once, and after a night only those of children of whom something changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from absence.expectations import Area
from absence.facts import SUBJECTS, Facts
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
        for subject, fill in _FILL.items():
            rows = ask(graph, f"missing/{subject}", scope, first=part[0], last=part[-1])
            fill(facts, rows, known, today)
    return facts


def read_again(
    graph: Graph,
    facts: Facts,
    changed: Changed,
    known: Mapping[str, School],
    today: dt.date,
    scope: Scope = LIST_SCOPE,
) -> Facts:
    """Facts as they are now, where only what ``changed`` may be another, and what is by the day alone: of each child
    that is read again of which something may be another. Children who are gone are forgotten, new ones and those whose
    whereabouts are withheld now, or no longer, are read whole."""
    again = changed_children(graph, facts, changed, scope)
    for subject, due in facts.turned(today):
        again[subject].update(due)
    people = list(_asked_of(graph, scope, "people", again["people"]))
    there = {uid for row in people for uid in row["uids"]}
    gone, new = again["people"] & facts.places.keys() - there, sorted(there - facts.places.keys())
    if gone:
        facts = facts.kept(np.fromiter((uid not in gone for uid in facts.uids), bool, len(facts)))
    facts.extend(new)
    placed = {uid: bool(facts.flags["placed"][facts.places[uid]]) for row in people for uid in row["uids"]}
    turned = {
        uid
        for row in people
        for uid, now in zip(row["uids"], row["placed"], strict=True)
        if now != placed[uid]
    }
    whole = turned.union(new)
    again = {subject: (uids | whole) & facts.places.keys() for subject, uids in again.items()}
    touched = _places(facts, set().union(*again.values()))
    before = facts.betrayals(touched)
    for subject, uids in again.items():
        facts.forget(subject, _places(facts, uids))
        rows = people if subject == "people" else _asked_of(graph, scope, subject, uids)
        _FILL[subject](facts, rows, known, today)
    facts.freshen(touched, before)
    return facts


def changed_children(
    graph: Graph, facts: Facts, changed: Changed, scope: Scope = LIST_SCOPE
) -> dict[str, set[str]]:
    """By subject, of whom a change may make another what is read. Where it is said of what kind a change is, whoever
    stands at an edge of a kind that the statement goes over; whoever's parent or carer, home or event is another, as it
    was by the facts that are kept, and as it is now; where it is not said, of those everything."""
    kinds, unsaid = changed.kinds, changed.unsaid()
    whole = unsaid.people | kinds.get("Person", set())
    found = {
        subject: whole.union(*(kinds.get(edge, ()) for edge in each.edges))
        for subject, each in SUBJECTS.items()
    }
    found["people"] |= _altered(changed, "Person")
    others = found["people"] - facts.places.keys()
    homes = unsaid.homes | _altered(changed, "Address")
    events = unsaid.events | _altered(changed, "Event")
    for subject, statement, uids in (("parents", "families", others), ("homes", "residents", homes),
                                     ("events", "parties", events)):  # fmt: skip
        rows = _asked_of(graph, scope, statement, uids)
        found[subject].update(uid for row in rows for uid in row["uids"])
    numbers = [number for uid in homes if (number := facts.homes.find(uid)) is not None]
    for subject, pairs, sought in (("homes", facts.homes_ever, numbers),
                                   ("parents", facts.adults, [adult(uid) for uid in others])):  # fmt: skip
        places = np.unique(pairs.places[np.isin(pairs.numbers, np.array(sought, np.int64))])
        found[subject].update(facts.uids[place] for place in places.tolist())
    return found


def _altered(changed: Changed, label: str) -> set[str]:
    """Nodes of a label of which some property is another."""
    return set().union(*(uids for kind, uids in changed.kinds.items() if kind.startswith(f"{label}.")))


def _places(facts: Facts, uids: Iterable[str]) -> NDArray[np.intp]:
    return np.array(sorted(map(facts.places.__getitem__, uids)), np.intp)


def _asked_of(graph: Graph, scope: Scope, subject: str, uids: Collection[str]) -> Iterator[Row]:
    """What a statement tells of single people, homes or events."""
    ordered = sorted(uids)
    for start in range(0, len(ordered), AGAIN_AT_ONCE):
        yield from ask(graph, f"missing/{subject}_of", scope, uids=ordered[start : start + AGAIN_AT_ONCE])


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


_Fill = Callable[[Facts, Iterable[Row], Mapping[str, School], dt.date], None]
_FILL: Mapping[str, _Fill] = {
    "people": lambda facts, rows, _known, _today: fill_people(facts, rows),
    "sources": lambda facts, rows, _known, _today: fill_sources(facts, rows),
    "involvements": lambda facts, rows, _known, today: fill_involvements(facts, rows, today),
    "schooling": fill_schooling,
    "homes": lambda facts, rows, _known, today: fill_homes(facts, rows, today),
    "parents": lambda facts, rows, _known, _today: fill_parents(facts, rows),
    "events": lambda facts, rows, _known, _today: fill_events(facts, rows),
}
"""How the rows of each subject go in."""
