"""The graph fixtures: every test that takes ``graph`` runs on both engines, each time on an empty graph.

A test process has an embedded server and a Neo4j server of its own, started when first asked for and stopped
at the end.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph import lifecycle
from graph.gateway import Graph
from graph.settings import GraphSettings
from tests.support.neo4j_server import neo4j_server

pytest_plugins = ["tests.support.fixtures_services", "tests.support.no_skips"]

TEST_HEAP_MB = 512

# A slow machine is no fault of the code: no example has a deadline.
settings.register_profile("kith", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kith")


class Engines:
    """The two engines of one test process."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._open: dict[str, tuple[GraphSettings, Graph]] = {}

    def settings(self, engine: str) -> GraphSettings:
        """How to reach an engine, which runs, is marked as a test database and has the schema."""
        return self._get(engine)[0]

    def graph(self, engine: str) -> Graph:
        """The engine's graph, emptied."""
        graph = self._get(engine)[1]
        graph.wipe()
        return graph

    def _get(self, engine: str) -> tuple[GraphSettings, Graph]:
        if engine not in self._open:
            settings = self._start(engine)
            graph = self._stack.enter_context(Graph.open(settings))
            graph.mark_as_test()
            graph.install_schema()
            self._open[engine] = settings, graph
        return self._open[engine]

    def _start(self, engine: str) -> GraphSettings:
        if engine == "neo4j":
            self._alone_on_a_shared_server()
            return self._stack.enter_context(neo4j_server(self._folder / "neo4j"))
        settings = GraphSettings(data_dir=self._folder, embedded_heap_mb=TEST_HEAP_MB)
        self._stack.callback(lifecycle.stop, settings)
        return settings

    def _alone_on_a_shared_server(self) -> None:
        """One test process at a time may use a server that was given by address: it has one database."""
        given = os.environ.get("KITH_TEST_NEO4J_URL")
        if given:
            name = f"kith-tests-{sha256(given.encode()).hexdigest()[:12]}.lock"
            lock = self._stack.enter_context((Path(tempfile.gettempdir()) / name).open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with ExitStack() as stack:
        yield Engines(tmp_path_factory.mktemp("engines"), stack)


@pytest.fixture(scope="session", params=["embedded", "neo4j"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def graph_settings(engines: Engines, engine_name: str) -> GraphSettings:
    return engines.settings(engine_name)


@pytest.fixture
def graph(engines: Engines, engine_name: str) -> Graph:
    return engines.graph(engine_name)


@pytest.fixture
def embedded_graph(engines: Engines) -> Graph:
    return engines.graph("embedded")
