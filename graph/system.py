"""Kith's own statements by name: the ledger and the projection, which read and write without a reader's scope.

Nothing here answers a person; what people ask goes through :mod:`graph.ask`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.gateway import Graph, Transaction
from queries.files import text

Door = Graph | Transaction


def run(door: Door, name: str, **params: Any) -> list[dict[str, Any]]:
    """Run the statement ``name`` once; its rows."""
    if isinstance(door, Graph):
        return door.write(text(name), params)
    return door.run(text(name), params)


def run_rows(
    door: Door, name: str, rows: Iterable[Mapping[str, Any]], size: int = 5_000, **params: Any
) -> int:
    """Run a statement that begins ``UNWIND $rows`` in batches; the number of rows sent."""
    if isinstance(door, Graph):
        return door.write_batches(text(name), rows, size, params)
    return door.run_batches(text(name), rows, size, params)


def run_keys(
    door: Door, name: str, keys: Iterable[str], size: int = 5_000, **params: Any
) -> Iterator[dict[str, Any]]:
    """Run a statement that begins ``UNWIND $keys`` in batches; all rows, batch by batch."""
    batch: list[str] = []
    for key in keys:
        batch.append(key)
        if len(batch) == size:
            yield from run(door, name, keys=batch, **params)
            batch = []
    if batch:
        yield from run(door, name, keys=batch, **params)
