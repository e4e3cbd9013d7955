"""Wiping is for test databases; the digest says whether two graphs are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import lifecycle
from graph.errors import NotATestDatabase
from graph.gateway import Graph
from graph.settings import GraphSettings

FAMILY = (
    "CREATE (m:Carer:Person {uid: 'm', name: 'Mae'}), (c:Child:Person {uid: 'c', name: 'Cy'}), "
    "(d:Child:Person {uid: 'd', name: 'Di'}), (m)-[:PARENT_OF {kind: 'birth'}]->(c)"
)


@pytest.fixture
def unmarked(tmp_path: Path) -> Iterator[Graph]:
    """A database that nobody made for a test."""
    plain = GraphSettings(data_dir=tmp_path, embedded_heap_mb=256)
    try:
        with Graph.open(plain) as graph:
            yield graph
    finally:
        lifecycle.stop(plain)


def test_a_database_in_use_is_neither_wiped_nor_marked(unmarked: Graph) -> None:
    unmarked.write("CREATE (:Child {uid: 'somebody'})")
    with pytest.raises(NotATestDatabase):
        unmarked.wipe()
    with pytest.raises(NotATestDatabase):
        unmarked.mark_as_test()
    with pytest.raises(NotATestDatabase):  # asking to be marked did not mark it
        unmarked.wipe()
    assert unmarked.read("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]


def test_a_wipe_takes_everything_but_the_mark_and_the_schema(graph: Graph) -> None:
    graph.write(FAMILY)
    graph.wipe()
    assert graph.read("MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["TestDatabase"]}]
    graph.mark_as_test()
    assert graph.read("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]


def test_the_same_graph_made_in_another_order_has_the_same_digest(graph: Graph) -> None:
    graph.write(FAMILY)
    first = graph.digest()
    graph.wipe()
    graph.write("CREATE (:Person:Child {name: 'Di', uid: 'd'})")
    graph.write("CREATE (:Person:Child {name: 'Cy', uid: 'c'})")
    graph.write("CREATE (:Carer:Person {uid: 'm', name: 'Mae'})")
    graph.write("MATCH (c {uid: 'c'}), (m {uid: 'm'}) CREATE (c)<-[:PARENT_OF {kind: 'birth'}]-(m)")
    assert graph.digest() == first
    assert len(first) == 64


@pytest.mark.parametrize(
    "change",
    [
        "MATCH (c:Child {uid: 'c'}) SET c.name = 'Cyd'",
        "MATCH (c:Child {uid: 'c'}) SET c.sex = 'M'",
        "MATCH (c:Child {uid: 'c'}) SET c:Carer",
        "MATCH ()-[e:PARENT_OF]->() SET e.kind = 'step'",
        "MATCH ()-[e:PARENT_OF]->() DELETE e",
        "MATCH (m {uid: 'm'}), (d {uid: 'd'}) CREATE (m)-[:PARENT_OF {kind: 'birth'}]->(d)",
        "MATCH (m {uid: 'm'}), (c {uid: 'c'}) CREATE (m)-[:PARENT_OF {kind: 'birth'}]->(c)",
        "MATCH (m)-[e:PARENT_OF]->(c) DELETE e CREATE (c)-[:PARENT_OF {kind: 'birth'}]->(m)",
        "MATCH (m)-[e:PARENT_OF]->(c) DELETE e WITH m MATCH (d {uid: 'd'}) "
        "CREATE (m)-[:PARENT_OF {kind: 'birth'}]->(d)",
        "MATCH (m)-[e:PARENT_OF]->(c) DELETE e CREATE (m)-[:CARES_FOR {kind: 'birth'}]->(c)",
        "MATCH (d {uid: 'd'}) DETACH DELETE d",
        "CREATE (:Address {uid: 'a'})",
    ],
)
def test_any_change_changes_the_digest(graph: Graph, change: str) -> None:
    graph.write(FAMILY)
    before = graph.digest()
    graph.write(change)
    assert graph.digest() != before


def test_without_uids_the_digest_still_tells_who_belongs_with_whom(graph: Graph) -> None:
    """Two builds mint different uids; the same records must be together, not just as many people as before."""
    twins = "CREATE (a:Person {uid: $a}), (b:Person {uid: $b}) CREATE "
    pairs = "(:Record {key: 'r1'})-[:DESCRIBES]->(%s), (:Record {key: 'r2'})-[:DESCRIBES]->(%s)"

    def digest(statement: str, a: str, b: str) -> str:
        graph.wipe()
        graph.write(twins + statement, {"a": a, "b": b})
        return graph.digest(exclude_properties=["uid"])

    apart = digest(pairs % ("a", "b"), "u1", "u2")
    assert digest(pairs % ("b", "a"), "u9", "u8") == apart
    assert digest(pairs % ("a", "a"), "u1", "u2") != apart


def test_what_is_excluded_plays_no_part(graph: Graph) -> None:
    graph.write(FAMILY)
    before = graph.digest(exclude_labels=["Delivery"], exclude_properties=["at"])
    graph.write("MATCH (c:Child {uid: 'c'}) SET c.at = 'now' CREATE (:Delivery {uid: 'x'})-[:BROUGHT]->(c)")
    assert graph.digest(exclude_labels=["Delivery"], exclude_properties=["at"]) == before
    assert graph.digest(exclude_properties=["at"]) != before


@pytest.fixture
def rebuilt(graph: Graph) -> Callable[[list[tuple[int, int]]], str]:
    def build(edges: list[tuple[int, int]]) -> str:
        graph.wipe()
        graph.write("UNWIND range(0, 3) AS n CREATE (:Thing {n: n})")
        graph.write_batches(
            "UNWIND $rows AS row MATCH (a:Thing {n: row.a}), (b:Thing {n: row.b}) CREATE (a)-[:TO]->(b)",
            [{"a": a, "b": b} for a, b in edges],
        )
        return graph.digest()

    return build


some_edges = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=5)


@given(first=some_edges, second=some_edges)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_graphs_have_one_digest_exactly_when_they_have_the_same_edges(
    rebuilt: Callable[[list[tuple[int, int]]], str],
    first: list[tuple[int, int]],
    second: list[tuple[int, int]],
) -> None:
    assert (rebuilt(first) == rebuilt(second)) == (sorted(first) == sorted(second))
