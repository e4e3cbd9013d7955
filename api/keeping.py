"""What is made of the whole index, kept as long as the ledger stands where it stood: never made per request."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from api.store.clock import now
from graph.errors import GraphError
from graph.gateway import Graph
from graph.reads.coverage import coverage, position
from model.quality import Coverage

T = TypeVar("T")
LOOKED_EVERY_S = 20.0
"""How long a process trusts that nothing was delivered, in seconds."""


class Kept:
    """Keeps answers by name. What is kept is read without any clearance, so that it is the same for every reader."""

    def __init__(self, graph: Graph, population: int | None, population_source: str | None) -> None:
        self._graph = graph
        self._population, self._source = population, population_source
        self._lock = Lock()
        self._looked = 0.0
        self._stand: tuple[object, ...] = ()
        self._answers: dict[str, Any] = {}

    def of(self, name: str, make: Callable[[Graph, dt.date], T]) -> T:
        """The answer under a name, made anew where something was delivered or decided since, or the day is another."""
        with self._lock:
            self._look()
            if name not in self._answers:
                self._answers[name] = make(self._graph.for_one_request(), now().date())
            return cast("T", self._answers[name])

    def coverage(self) -> Coverage | None:
        """Who takes part; None where the graph does not answer, so that the page of a failure can be shown."""

        def made(graph: Graph, today: dt.date) -> Coverage:
            return coverage(graph, today, self._population, self._source)

        try:
            return self.of("coverage", made)
        except GraphError:
            return None

    def _look(self) -> None:
        if self._answers and time.monotonic() - self._looked < LOOKED_EVERY_S:
            return
        stand = (*position(self._graph), now().date())
        if stand != self._stand:
            self._answers.clear()
            self._stand = stand
        self._looked = time.monotonic()
