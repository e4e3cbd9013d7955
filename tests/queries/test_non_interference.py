"""For a reader without a clearance, the graph answers as if what needs it had never been there (design, decision 7).

Every statement that answers a reader is tried, a new one by its mere existence, and then the reads that compose them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from itertools import combinations
from typing import Any

import pytest
from pydantic import BaseModel

from graph import reads
from graph.ask import ask
from graph.gateway import Graph
from graph.reads import desk
from graph.reads.waiting import waiting
from model.guards import Clearance, opened_by
from model.scope import Role, Scope
from queries.library import Statement, all_statements
from tests.queries.borough import borough
from tests.queries.provider import SEARCHES, TODAY, as_text, offers
from tests.support.tiny import Tiny

UNGUARDED = {
    "pages/feeds",
    "pages/feed_states",
    "pages/deliveries",
    "pages/forwarded",
    "pages/involved_services",
    "quality/deliveries",
    "quality/held",
    "quality/position",
}
"""Statements that may leave the clearances out. Another needs a reason as good, and an entry here."""
PRACTITIONER = Scope("test", Role.PRACTITIONER, "social_care")
SCHOOL = Scope("test", Role.PRACTITIONER, "school", grants=frozenset({"mia", "rue"}))
SUBSETS = [set(chosen) for size in range(5) for chosen in combinations(sorted(Clearance), size)]


def statements() -> list[Statement]:
    """All but the patterns, which are tried where they find something: on their own cases (``tests/patterns``)."""
    return [
        each
        for each in all_statements()
        if each.reads and each.name not in UNGUARDED and not each.name.startswith("patterns/")
    ]


def scopes(subsets: list[set[Clearance]]) -> list[Scope]:
    """Subsets of the clearances, for one who sees other adults and for one who does not, turn about."""
    both = [replace(reader, clearances=frozenset(SUBSETS[0])) for reader in (PRACTITIONER, SCHOOL)]
    turns = [
        replace((PRACTITIONER, SCHOOL)[number % 2], clearances=frozenset(subset))
        for number, subset in enumerate(subsets)
    ]
    return both + turns


Answers = dict[str, Any]


def _everything(graph: Graph, tiny: Tiny, scope: Scope) -> Answers:
    """What every statement answers, as sorted rows."""
    index = graph.fulltext_index("Person")
    return {
        f"{statement.name} {as_text(parameters)}": sorted(
            as_text(row) for row in ask(graph, statement.name, scope, **parameters)
        )
        for statement in statements()
        for parameters in offers(statement, tiny, index, [TODAY])
    }


def _differences(full: Answers, reduced: Answers) -> list[str]:
    return [
        f"{key}\n  full:    {full[key]}\n  reduced: {reduced[key]}"
        for key in full
        if full[key] != reduced[key]
    ]


def _compared(graph: Graph, answers: Callable[[Scope], Answers], readers: Iterable[Scope]) -> list[str]:
    """Where the answers on the whole graph differ from those on the graph without what a reader is not cleared for."""
    tiny, readers = borough(), list(readers)
    tiny.write(graph)
    full = [answers(reader) for reader in readers]
    found = []
    for reader, expected in zip(readers, full, strict=True):
        graph.wipe()
        tiny.without(opened_by(reader.clearances)).write(graph)
        found += _differences(expected, answers(reader))
    return found


def test_only_these_statements_leave_the_clearances_out() -> None:
    assert {each.name for each in all_statements() if each.reads and each.unguarded} == UNGUARDED


@pytest.mark.timeout(600)
def test_no_statement_shows_what_the_reader_is_not_cleared_for(graph: Graph, engine_name: str) -> None:
    """One clearance at a time, all but one and all; on the second engine, which answers every statement alike, one at a
    time and all. What needs several is shown by none of the first and hidden by one of the second."""
    tiny = borough()
    most = len(Clearance)
    sizes = (1, most - 1, most) if engine_name == "embedded" else (1, most)
    some = [each for each in SUBSETS[1:] if len(each) in sizes]
    assert _compared(graph, lambda reader: _everything(graph, tiny, reader), scopes(some)) == []


def _views(found: object) -> Any:
    if isinstance(found, BaseModel):
        return found.model_dump(mode="json")
    return [_views(each) for each in found] if isinstance(found, list) else found


def _all_reads(graph: Graph, scope: Scope) -> Answers:
    """What every read answers, in the order in which it answers."""
    tiny = borough()
    people = [uid for uid, node in tiny.nodes.items() if node.labels[0] == "Person"]
    addresses = [uid for uid, node in tiny.nodes.items() if node.labels[0] == "Address"]
    answers: Answers = {}
    when: dict[str, Any] = {"as_at": TODAY, "known_at": TODAY}
    listed: list[Callable[..., object]] = [
        reads.child,
        reads.adult,
        reads.siblings,
        reads.households,
        reads.addresses,
        reads.transient_addresses,
        reads.other_households,
        reads.involvements,
        reads.schools,
        reads.events,
    ]
    for uid in people:
        for read in listed:
            answers[f"{read.__name__} {uid}"] = _views(read(graph, scope, uid, **when))
        answers[f"network {uid}"] = _views(reads.network(graph, scope, uid, 3, **when))
    for one, other in combinations(("mia", "zed", "omar", "rue", "tam", "hid", "near"), 2):
        answers[f"paths {one} {other}"] = _views(reads.paths(graph, scope, one, other, **when))
    for uid in addresses:
        answers[f"address {uid}"] = _views(reads.address(graph, scope, uid))
        answers[f"people {uid}"] = _views(reads.people_of_address(graph, scope, uid, **when))
    waits = waiting(graph, scope, TODAY)
    answers["waiting"] = [as_text(asdict(each)) for each in waits]
    answers["queue"] = _views(desk.queue_items(graph, scope, waits, {}, TODAY))
    answers["decided"] = _views(desk.decided(graph, scope, TODAY, desk.decisions(graph, scope)))
    for q in (*SEARCHES, "N9 7AB", "N9 8ZZ", "9434765919", "mia N9 7"):
        answers[f"search {q}"] = _views(reads.search(graph, scope, q, **when))
    return answers


@pytest.mark.timeout(600)
def test_no_read_shows_what_the_reader_is_not_cleared_for(graph: Graph) -> None:
    some: list[set[Clearance]] = [
        set(),
        {Clearance.LOCATION},
        {Clearance.HIDDEN},
        {Clearance.SEALED, Clearance.HELD},
    ]
    readers = [replace(PRACTITIONER, clearances=frozenset(each)) for each in some]
    readers.append(replace(SCHOOL, clearances=frozenset()))
    assert _compared(graph, lambda reader: _all_reads(graph, reader), readers) == []


def test_the_canaries_are_there_for_those_who_are_cleared(graph: Graph) -> None:
    """The comparison above would also hold on an empty graph; so what is withheld must be seen by those who may."""
    borough().write(graph)
    day = dt.date(2026, 1, 10)
    cleared = replace(PRACTITIONER, clearances=frozenset(Clearance))
    for uid in ("hid", "new", "near", "both", "ray"):
        assert reads.child(graph, PRACTITIONER, uid, as_at=day, known_at=day) is None
        assert reads.child(graph, cleared, uid, as_at=day, known_at=day) is not None
    assert reads.address(graph, PRACTITIONER, "cellar") is None
    assert reads.address(graph, cleared, "cellar") is not None
    assert reads.addresses(graph, PRACTITIONER, "rue", as_at=day, known_at=day) == []
    assert len(reads.addresses(graph, cleared, "rue", as_at=day, known_at=day)) == 3
