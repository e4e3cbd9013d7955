"""Deliveries in any order end in the same people and the same edges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.gateway import Graph
from tests.ingest.families import MAYA, OTIS, at_home, education, mother, protected, social_care
from tests.support.index import Index

MOVED = [
    at_home("A1", "P1", end_date="2026-08-31"),
    at_home("A3", "P1", start="2026-09-01", paon="40", uprn=""),
]

Told = tuple[str, dict[str, list[dict[str, str]]], dict[str, str]]

STORY: list[Told] = [
    ("education", education(), {"extracted": "2026-09-01"}),
    ("education", {"addresses": MOVED}, {"kind": "changes", "extracted": "2026-09-03"}),
    ("education", {"pupils": [{**OTIS, "surname": "Berg"}], "contacts": [mother("K2", "P2", mobile_phone="")]},
     {"kind": "changes", "extracted": "2026-09-04"}),
    ("education", education(pupils=[MAYA], addresses=MOVED, contacts=[mother("K1", "P1")], school_history=[]),
     {"extracted": "2026-09-05", "received": "2026-09-09"}),
    ("social_care", social_care(), {"extracted": "2026-09-02"}),
    ("social_care", {table: [dict(row) for row in rows] for table, rows in protected("1001").items()},
     {"kind": "changes", "extracted": "2026-09-06"}),
]  # fmt: skip


def loaded(index: Index, order: Sequence[int]) -> tuple[set[frozenset[str]], str]:
    """People and edges after the deliveries of the story in an order, on an empty graph with empty caches.

    The ledger is left out: a record that a late delivery finds confirmed keeps the version that confirmed it.
    """
    index.graph.wipe()
    for place in order:
        code, rows, manifest = STORY[place]
        index.deliver(code, rows, **manifest)
    return index.people(), index.digest("Record", "Awaited")


@pytest.fixture
def index(embedded_graph: Graph, tmp_path: Path) -> Index:
    return Index(embedded_graph, tmp_path)


ORDERS = [(1, 2, 3, 0, 4, 5), (0, 1, 3, 2, 4, 5), (5, 4, 3, 2, 1, 0)]


def test_any_order_ends_in_the_same_people_and_edges(index: Index) -> None:
    in_order = loaded(index, range(len(STORY)))
    for order in ORDERS:
        assert loaded(index, order) == in_order, order

    @settings(max_examples=4)
    @given(st.permutations(range(len(STORY))))
    def in_any_order(order: list[int]) -> None:
        assert loaded(index, order) == in_order, order

    in_any_order()
