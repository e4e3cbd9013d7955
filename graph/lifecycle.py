"""What ``kith db start``, ``kith db status`` and ``kith db stop`` do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.embedded import process
from graph.embedded.files import EmbeddedFolder
from graph.engine import EngineName
from graph.errors import GraphError, GraphUnavailable
from graph.gateway import Graph
from graph.settings import GraphSettings


@dataclass(frozen=True)
class DatabaseStatus:
    """What is known of the database. ``pid``, ``bolt_port`` and ``data_dir`` are the embedded engine's."""

    engine: EngineName
    url: str
    state: Literal["answers", "stopped", "does not answer"]
    pid: int | None = None
    bolt_port: int | None = None
    data_dir: str | None = None
    nodes: int | None = None


@dataclass(frozen=True)
class StopResult:
    """What a stop did."""

    stopped: bool
    message: str


def status(settings: GraphSettings) -> DatabaseStatus:
    """Look, without starting anything."""
    if settings.engine == "neo4j":
        nodes = _nodes(settings.model_copy(update={"start_timeout_s": 1.0}))
        return DatabaseStatus(
            "neo4j", settings.url, "does not answer" if nodes is None else "answers", nodes=nodes
        )
    folder = EmbeddedFolder.under(settings.data_dir)
    info = process.running(folder)
    if info is None:
        state: Literal["stopped", "does not answer"] = "does not answer" if folder.is_held() else "stopped"
        return DatabaseStatus("embedded", settings.url, state, data_dir=str(folder.root))
    nodes = _nodes(settings)
    return DatabaseStatus(
        "embedded",
        settings.url,
        "does not answer" if nodes is None else "answers",
        info.pid,
        info.bolt_port,
        str(folder.root),
        nodes,
    )


def start(settings: GraphSettings) -> DatabaseStatus:
    """Start the embedded engine unless it runs; for a server by URL, only see that it answers.

    Raises :class:`~graph.errors.GraphUnavailable`.
    """
    Graph.open(settings).close()
    return status(settings)


def stop(settings: GraphSettings) -> StopResult:
    """Stop the embedded engine; :class:`~graph.errors.GraphUnavailable` for a server by URL, which is not ours."""
    if settings.engine == "neo4j":
        raise GraphUnavailable("this database is a server of its own; stop it where it runs")
    if process.stop(EmbeddedFolder.under(settings.data_dir)):
        return StopResult(True, "the embedded database was stopped")
    return StopResult(False, "the embedded database was not running")


def _nodes(settings: GraphSettings) -> int | None:
    try:
        with Graph.open(settings) as graph:
            return int(graph.read("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"])
    except GraphError:
        return None
