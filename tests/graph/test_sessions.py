"""Reads share sessions: whatever one reader does, the next is answered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import GraphError
from graph.gateway import Graph
from tests.conftest import Engines


def test_a_read_that_fails_leaves_the_next_one_unharmed(graph: Graph) -> None:
    assert graph.read("RETURN 1 AS n") == [{"n": 1}]
    for wrong in ("RETURN", "CREATE (n:Stray) RETURN n.uid AS uid", "UNWIND $rows AS row RETURN row"):
        with pytest.raises(GraphError):
            graph.read(wrong)
        assert graph.read("RETURN 2 AS n") == [{"n": 2}]


def test_readers_at_once_are_each_given_their_own_answer(graph: Graph) -> None:
    def ask(number: int) -> list[int]:
        rows = graph.read("UNWIND range(1, 20) AS n RETURN n + $more AS n ORDER BY n", {"more": number})
        return [row["n"] for row in rows]

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(ask, range(100)))
    assert answers == [[n + number for n in range(1, 21)] for number in range(100)]


def test_a_read_sees_the_write_before_it(graph: Graph) -> None:
    for number in range(3):
        graph.write("CREATE (s:School {uid: $uid, guard: ''})", {"uid": f"school-{number}"})
        rows = graph.read(
            "MATCH (s:School) WHERE s.uid = $uid RETURN s.uid AS uid", {"uid": f"school-{number}"}
        )
        assert rows == [{"uid": f"school-{number}"}]


def test_an_address_of_a_cluster_is_routed_and_reads_follow_its_writes(engines: Engines) -> None:
    single = engines.settings("neo4j")
    routed = single.model_copy(update={"url": single.url.replace("bolt://", "neo4j://")})
    assert (single.routed, routed.routed) == (False, True)
    engines.graph("neo4j")
    with Graph.open(routed) as graph:
        for number in range(3):
            with graph.transaction() as transaction:
                transaction.run("CREATE (s:School {uid: $uid, guard: ''})", {"uid": f"school-{number}"})
            rows = graph.read("MATCH (s:School) RETURN count(s) AS schools")
            assert rows == [{"schools": number + 1}]
