"""Between the driver's values and plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from neo4j import Record
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import CartesianPoint, Point, WGS84Point
from neo4j.time import Date, DateTime, Duration, Time


def _entity(value: Node | Relationship) -> dict[str, Any]:
    return {name: plain(value[name]) for name in value}


def _path(value: Path) -> dict[str, Any]:
    return {
        "nodes": [_entity(node) for node in value.nodes],
        "relationships": [_entity(edge) for edge in value.relationships],
    }


def _datetime(value: DateTime) -> datetime:
    """In UTC. The embedded engine stores no zone, so a datetime without one is in UTC already."""
    native = value.to_native()
    return native.replace(tzinfo=UTC) if native.tzinfo is None else native.astimezone(UTC)


def _list(value: list[Any]) -> list[Any]:
    return [item if type(item) in _PLAIN else plain(item) for item in value]


def _dict(value: dict[str, Any]) -> dict[str, Any]:
    return {name: item if type(item) in _PLAIN else plain(item) for name, item in value.items()}


_PLAIN = frozenset({str, bool, int, float, type(None)})
"""Most values are these, and a page reads thousands."""

_CONVERT: dict[type, Callable[[Any], Any]] = {
    list: _list,
    dict: _dict,
    Date: Date.to_native,
    DateTime: _datetime,
    Time: Time.to_native,
    Duration: Duration.iso_format,
    Node: _entity,
    Path: _path,
    Point: tuple,
    CartesianPoint: tuple,
    WGS84Point: tuple,
}


def plain(value: Any) -> Any:
    """One returned value as plain Python.

    Dates and times become those of :mod:`datetime`, datetimes always in UTC; a duration its ISO 8601 text; a
    node or relationship the dict of its properties; a path ``{"nodes": [...], "relationships": [...]}``; a
    point a tuple of coordinates.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    convert = _CONVERT.get(kind)
    if convert is not None:
        return convert(value)
    if isinstance(value, Relationship):  # the driver makes one class per relationship type
        return _entity(value)
    return value


def row(record: Record) -> dict[str, Any]:
    """One result row: column name to plain value."""
    values = zip(record.keys(), record.values(), strict=True)
    return {name: value if type(value) in _PLAIN else plain(value) for name, value in values}


def parameters(params: Mapping[str, Any] | None) -> dict[str, Any]:
    """Parameters as the driver takes them: as given, but a set becomes a sorted list."""
    return {
        name: sorted(value) if isinstance(value, set | frozenset) else value
        for name, value in (params or {}).items()
    }


def batches(rows: Iterable[Mapping[str, Any]], size: int) -> Iterable[list[Mapping[str, Any]]]:
    """``rows`` in lists of ``size``; the last may be shorter."""
    if size < 1:
        raise ValueError("a batch holds at least one row")
    batch: list[Mapping[str, Any]] = []
    for item in rows:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
