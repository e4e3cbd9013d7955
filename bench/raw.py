"""The raw driver asking what Kith asks: the same statements with the same parameters, and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import neo4j

from graph.embedded.engine import EmbeddedEngine
from graph.gateway import Graph, Row
from graph.settings import GraphSettings

Asked = list[tuple[str, dict[str, Any]]]
"""The statements of one request, each once, with their parameters."""


class _Recorder:
    """Stands before a graph and notes what it is asked, as one request asks it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._answers: dict[str, list[Row]] = {}
        self.asked: Asked = []

    def read(self, cypher: str, params: dict[str, Any], **options: Any) -> list[Row]:
        key = f"{cypher}{sorted(params.items())!r}"
        if key not in self._answers:
            self.asked.append((cypher, params))
            self._answers[key] = self._graph.read(cypher, params, **options)
        return self._answers[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._graph, name)


def recorded(graph: Graph, read: Callable[[Graph], object]) -> Asked:
    """The statements that ``read`` asks."""
    recorder = _Recorder(graph)
    read(cast(Graph, recorder))
    return recorder.asked


class Raw:
    """The driver on the connection that only reads."""

    def __init__(self, driver: neo4j.Driver, database: str) -> None:
        self._driver = driver
        self._database = database

    def milliseconds(self, samples: Sequence[Asked], threads: int) -> list[float]:
        """The time of each sample's statements one after the other, samples shared out among threads."""
        found: list[float] = []
        waiting = iter(list(samples))
        lock = threading.Lock()

        def work() -> None:
            while True:
                with lock:
                    asked = next(waiting, None)
                if asked is None:
                    return
                begun = time.perf_counter()
                for cypher, params in asked:
                    with self._driver.session(database=self._database, default_access_mode="READ") as session:
                        for _ in session.run(cypher, params):
                            pass
                spent = (time.perf_counter() - begun) * 1000
                with lock:
                    found.append(spent)

        workers = [threading.Thread(target=work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return found


@contextmanager
def raw_driver(settings: GraphSettings) -> Iterator[Raw]:
    """A driver of its own on the running embedded engine."""
    engine = EmbeddedEngine(settings)
    endpoint = engine.reader
    with neo4j.GraphDatabase.driver(
        endpoint.url, auth=(endpoint.user, endpoint.password), notifications_min_severity="OFF"
    ) as driver:
        yield Raw(driver, engine.database)
