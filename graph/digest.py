"""A hash of a whole graph, for saying that two graphs are the same."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Any

from neo4j import Session

from graph.safety import MARK
from graph.values import plain

NODES = "MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties"
EDGES = (
    "MATCH (a)-[r]->(b) "
    "RETURN elementId(a) AS start, elementId(b) AS end, type(r) AS type, properties(r) AS properties"
)
MODULUS = 1 << 256


def _hash(*parts: Any) -> int:
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest(), "big")


def _properties(values: dict[str, Any], exclude: frozenset[str]) -> list[tuple[str, Any]]:
    return sorted((name, _canonical(plain(value))) for name, value in values.items() if name not in exclude)


def _canonical(value: Any) -> Any:
    """Whole floats as integers: an engine may give back either."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    return value


def digest(session: Session, exclude_labels: frozenset[str], exclude_properties: frozenset[str]) -> str:
    """The hash as 64 hexadecimal digits.

    A node counts with its labels and properties and with each edge it has: direction, type, properties and
    the labels and properties of the other end. The server's own ids play no part. Nodes with a label of
    ``exclude_labels`` are left out with their edges, properties of ``exclude_properties`` on nodes and edges
    alike. Memory: two numbers a node.
    """
    leave_out = exclude_labels | {MARK}
    nodes: dict[str, int] = {}
    for record in session.run(NODES):
        labels = sorted(record["labels"])
        if leave_out.isdisjoint(labels):
            nodes[record["id"]] = _hash(labels, _properties(record["properties"], exclude_properties))
    around: defaultdict[str, int] = defaultdict(int)
    for record in session.run(EDGES):
        start, end = record["start"], record["end"]
        if start not in nodes or end not in nodes:
            continue
        edge = (record["type"], _properties(record["properties"], exclude_properties))
        around[start] = (around[start] + _hash("out", edge, nodes[end])) % MODULUS
        around[end] = (around[end] + _hash("in", edge, nodes[start])) % MODULUS
    total = sum(_hash(own, around[node]) for node, own in nodes.items()) % MODULUS
    return f"{total:064x}"
