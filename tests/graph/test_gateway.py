"""What the door to the graph promises, on both engines."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from graph import lifecycle
from graph.errors import GraphUnavailable, QueryFailed, QueryTimeout, WriteConflict
from graph.gateway import Graph
from graph.reads.moment import Moment
from graph.settings import GraphSettings
from model.guards import Clearance
from model.scope import Role, Scope
from tests.conftest import Engines

BORN = date(2016, 2, 29)


@pytest.mark.parametrize(
    "value",
    [
        "Siân O'Brien-Ní",
        "",
        True,
        False,
        0,
        -(2**53),
        51.5,
        BORN,
        date(1, 1, 1),
        datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC),
        ["b", "a"],
        [BORN, date(2020, 1, 1)],
        [1, 2, 3],
        [],
    ],
)
def test_a_value_comes_back_as_it_was_stored(graph: Graph, value: Any) -> None:
    graph.write("CREATE (:Thing {value: $value})", {"value": value})
    [found] = graph.read("MATCH (t:Thing) RETURN t.value AS value")
    assert found["value"] == value
    assert type(found["value"]) is type(value)


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(graph: Graph) -> None:
    summer = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    graph.write_batches("UNWIND $rows AS row CREATE (t:Thing) SET t = row", [{"at": summer}])
    [found] = graph.read("MATCH (t:Thing) RETURN t.at AS at")
    assert found["at"] == summer
    assert found["at"].utcoffset() == timedelta(0)


def test_an_absent_value_is_none_and_storing_none_leaves_it_absent(graph: Graph) -> None:
    graph.write("CREATE (:Thing {name: 'x', gone: $gone})", {"gone": None})
    [found] = graph.read("MATCH (t:Thing) RETURN t.gone AS gone, t.never AS never, properties(t) AS all")
    assert found == {"gone": None, "never": None, "all": {"name": "x"}}


def test_nodes_edges_and_paths_come_back_as_plain_dicts(graph: Graph) -> None:
    graph.write(
        "CREATE (:Child {uid: 'c1', name: 'Ann'})-[:LIVES_AT {from: $day}]->(:Address {uid: 'a1'})",
        {"day": BORN},
    )
    [found] = graph.read("MATCH p = (c:Child)-[e]->(a) RETURN c, e, p, {inner: [c]} AS nested")
    child, stay, home = {"uid": "c1", "name": "Ann"}, {"from": BORN}, {"uid": "a1"}
    assert found == {
        "c": child,
        "e": stay,
        "p": {"nodes": [child, home], "relationships": [stay]},
        "nested": {"inner": [child]},
    }


def test_parameters_may_be_sets_dicts_and_lists_of_dicts(graph: Graph) -> None:
    [found] = graph.read(
        "RETURN 'b' IN $clear AS cleared, $scope.role AS role, [r IN $rows | r.day] AS days",
        {"clear": frozenset({"b", "a"}), "scope": {"role": "lead"}, "rows": [{"day": BORN}]},
    )
    assert found == {"cleared": True, "role": "lead", "days": [BORN]}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Thing)",
        "MATCH (t:Thing) SET t.name = 'changed'",
        "MATCH (t:Thing) REMOVE t.name",
        "MATCH (t:Thing) SET t:Other",
        "MATCH (t:Thing) DETACH DELETE t",
        "MERGE (:Thing {name: 'new'})",
        "MATCH (a:Thing) CREATE (a)-[:KNOWS]->(a)",
        "CREATE INDEX sneaky IF NOT EXISTS FOR (t:Thing) ON (t.name)",
    ],
)
def test_a_read_cannot_write(graph: Graph, statement: str) -> None:
    graph.write("CREATE (:Thing {name: 'kept'})")
    before = graph.digest()
    with pytest.raises(QueryFailed):
        graph.read(statement)
    assert graph.digest() == before


@pytest.fixture
def impatient(engines: Engines, engine_name: str, tmp_path: Path) -> Iterator[Graph]:
    """A graph whose reads may take half a second. The embedded engine is told the limit when it starts."""
    if engine_name == "neo4j":
        engines.graph("neo4j")
        settings = engines.settings("neo4j").model_copy(update={"read_timeout_s": 0.5})
    else:
        settings = GraphSettings(data_dir=tmp_path, embedded_heap_mb=256, read_timeout_s=0.5)
    with Graph.open(settings) as graph:
        yield graph
    if engine_name == "embedded":
        lifecycle.stop(settings)


def test_a_runaway_read_is_stopped_at_its_limit(impatient: Graph) -> None:
    impatient.write("UNWIND range(1, 400) AS i CREATE (:Thing {n: i})")
    with pytest.raises(QueryTimeout):
        impatient.read("MATCH (a:Thing), (b:Thing), (c:Thing), (d:Thing) RETURN sum(a.n + b.n * c.n) AS s")
    assert impatient.read("MATCH (t:Thing) RETURN count(t) AS n") == [{"n": 400}]
    impatient.write("UNWIND range(1, 170) AS i CREATE (:Few {n: i})")
    longer = "MATCH (a:Few), (b:Few), (c:Few) RETURN sum(a.n + b.n * c.n) AS s"
    if impatient.engine == "embedded":
        with pytest.raises(QueryTimeout):
            impatient.read(longer)
    assert len(impatient.read(longer, patience_s=60.0)) == 1, "one's own work may take longer"
    with pytest.raises(QueryFailed):
        impatient.read("CREATE (:Thing {name: 'new'})", patience_s=60.0)


def test_a_refused_statement_is_told_by_its_code_without_text_or_values(graph: Graph) -> None:
    with pytest.raises(QueryFailed) as caught:
        graph.read("MATCH (c:Child {surname: $surname}) RETURN nonsense(c)", {"surname": "Featherstonehaugh"})
    assert caught.value.code.startswith("Neo.ClientError.")
    assert "Featherstonehaugh" not in str(caught.value)
    assert "nonsense" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_second_node_with_a_unique_key_is_a_conflict(graph: Graph) -> None:
    graph.write("CREATE (:Child:Person {uid: 'c1'})")
    with pytest.raises(WriteConflict) as caught:
        graph.write("CREATE (:Child:Person {uid: 'c1'})")
    assert "c1" not in str(caught.value)
    assert graph.read("MATCH (c:Child) RETURN count(c) AS n") == [{"n": 1}]


def test_writers_that_merge_the_same_keys_at_once_all_succeed_and_make_each_once(graph: Graph) -> None:
    rows = [{"uid": f"p{n:03d}"} for n in range(200)]
    failures: list[Exception] = []
    begin = threading.Barrier(4)

    def writer(ordered: list[dict[str, str]]) -> None:
        begin.wait()
        try:
            graph.write_batches(
                "UNWIND $rows AS row MERGE (p:Person {uid: row.uid}) "
                "ON CREATE SET p.told = 1 ON MATCH SET p.told = p.told + 1",
                ordered,
                size=20,
            )
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=writer, args=(rows[:: 1 if n % 2 else -1],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert graph.read("MATCH (p:Person) RETURN count(p) AS people, sum(p.told) AS told") == [
        {"people": 200, "told": 800}
    ]


def test_batches_send_every_row_once(graph: Graph) -> None:
    rows = ({"n": n} for n in range(1_001))
    sent = graph.write_batches(
        "UNWIND $rows AS row CREATE (:Thing {n: row.n, by: $by})", rows, 250, {"by": "x"}
    )
    assert sent == 1_001
    [found] = graph.read("MATCH (t:Thing {by: 'x'}) RETURN count(t) AS c, sum(t.n) AS s")
    assert found == {"c": 1_001, "s": 500_500}


def test_no_rows_are_no_statement(graph: Graph) -> None:
    assert graph.write_batches("this is never run", []) == 0


def test_a_transaction_is_kept_whole(graph: Graph) -> None:
    with graph.transaction() as transaction:
        transaction.run("CREATE (:Thing {n: 1})")
        sent = transaction.run_batches(
            "UNWIND $rows AS row CREATE (:Thing {n: row.n})", [{"n": 2}, {"n": 3}], 1
        )
        assert transaction.run("MATCH (t:Thing) RETURN count(t) AS n") == [{"n": 3}]
    assert sent == 2
    assert graph.read("MATCH (t:Thing) RETURN count(t) AS n") == [{"n": 3}]


def test_a_transaction_that_fails_leaves_nothing_and_its_own_error_comes_through(graph: Graph) -> None:
    def fail() -> None:
        with graph.transaction() as transaction:
            transaction.run("CREATE (:Thing)")
            raise FileNotFoundError("not the graph's affair")

    with pytest.raises(FileNotFoundError):
        fail()
    assert graph.read("MATCH (t:Thing) RETURN count(t) AS n") == [{"n": 0}]


def test_a_refused_statement_undoes_the_transaction_before_it(graph: Graph) -> None:
    graph.write("CREATE (:Child:Person {uid: 'c1'})")

    def write_twice() -> None:
        with graph.transaction() as transaction:
            transaction.run("CREATE (:Thing)")
            transaction.run("CREATE (:Child:Person {uid: 'c1'})")

    with pytest.raises(WriteConflict):
        write_twice()
    assert graph.read("MATCH (t:Thing) RETURN count(t) AS n") == [{"n": 0}]


def test_work_that_meets_another_writer_is_run_again_from_its_beginning(graph: Graph) -> None:
    runs = []

    def work(transaction: Any) -> int:
        runs.append(1)
        if len(runs) == 1:  # somebody else takes the key between our look and our write
            graph.write("CREATE (:Person {uid: 'p1', by: 'other'})")
            transaction.run("CREATE (:Person {uid: 'p1', by: 'us'})")
        return int(transaction.run("MATCH (p:Person) RETURN count(p) AS n")[0]["n"])

    assert graph.in_transaction(work) == 1
    assert len(runs) == 2
    assert graph.read("MATCH (p:Person) RETURN p.by AS by") == [{"by": "other"}]


def test_nothing_is_printed_or_warned_by_a_query_about_labels_that_do_not_exist(
    graph: Graph, capfd: pytest.CaptureFixture[str]
) -> None:
    assert graph.read("MATCH (x:NeverMade {nor: 1}) RETURN x.this AS this") == []
    assert capfd.readouterr() == ("", "")


def test_a_server_that_does_not_answer_is_said_to_with_what_to_do() -> None:
    settings = GraphSettings(url="bolt://127.0.0.1:9", start_timeout_s=0.3)
    with pytest.raises(GraphUnavailable, match="kith db status"):
        Graph.open(settings)


@pytest.mark.parametrize("url", ["", "http://localhost:7687", "localhost:7687", "Embedded"])
def test_an_address_that_is_not_of_a_graph_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="url must be"):
        GraphSettings(url=url)


def test_settings_do_not_show_their_password() -> None:
    assert "hunter2" not in repr(GraphSettings.model_validate({"password": "hunter2"}))


def test_the_door_opens_without_loading_the_java_engine_into_this_process() -> None:
    loaded = (
        "import sys, graph.gateway; sys.exit('arcadedb_embedded' in sys.modules or 'jpype' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


def test_one_request_asks_the_same_question_once_and_remembers_nothing_for_the_next(graph: Graph) -> None:
    count = "MATCH (t:Thing) WHERE t.n >= $n RETURN count(t) AS n"
    graph.write("CREATE (:Thing {n: 1})")
    request = graph.for_one_request()
    assert request.read(count, {"n": 0}) == [{"n": 1}]
    graph.write("CREATE (:Thing {n: 2})")
    assert request.read(count, {"n": 0}) == [{"n": 1}], "one page shows one state"
    assert request.read(count, {"n": 2}) == [{"n": 1}], "another parameter is another question"
    assert graph.for_one_request().read(count, {"n": 0}) == [{"n": 2}]
    assert graph.read(count, {"n": 0}) == [{"n": 2}]


def test_readers_with_different_clearances_share_no_answer_within_a_request(graph: Graph) -> None:
    graph.write("CREATE (:Person:Child {uid: 'hid', guard: 'hidden'})")
    request, day = graph.for_one_request(), date(2026, 1, 1)
    cleared = Scope("lead", Role.SAFEGUARDING_LEAD, clearances=frozenset({Clearance.HIDDEN}))
    assert Moment(request, cleared, day, day).person("hid") is not None
    assert Moment(request, Scope("ines", Role.PRACTITIONER), day, day).person("hid") is None
