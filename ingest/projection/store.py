"""Comparing what a projection wants with what the graph holds, and writing only the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.system import Door, run_keys, run_rows
from ingest.projection.rows import Edge, Node, base_label

EDGES_AT_ONCE = 20_000
"""Larger batches, sorted by one end, halve the embedded engine's work on edges (docs/engines.md)."""

EdgeKey = tuple[str, str, str, str]
"""Type, start uid, end uid, key."""


@dataclass(slots=True)
class Difference:
    """What to take away, to add and to alter."""

    new_nodes: list[Node] = field(default_factory=list)
    relabelled: list[Node] = field(default_factory=list)
    altered: list[Node] = field(default_factory=list)
    altered_in: dict[str, frozenset[str]] = field(default_factory=dict)
    """Names of the properties that are another, by uid of an altered node."""
    gone_edges: list[Edge] = field(default_factory=list)
    new_edges: list[Edge] = field(default_factory=list)
    altered_edges: list[Edge] = field(default_factory=list)

    def __len__(self) -> int:
        """Rows to be written."""
        edges = len(self.gone_edges) + len(self.altered_edges) + len(self.new_edges)
        return len(self.new_nodes) + len(self.altered) + edges


def existing_nodes(door: Door, wanted: Iterable[Node]) -> dict[str, Node]:
    """What the graph holds under the uids of ``wanted``, by uid."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for node in wanted:
        by_label[node.family].append(node.uid)
    return {
        row["uid"]: Node(tuple(sorted(row["labels"])), row["uid"], row["properties"])
        for label, uids in by_label.items()
        for row in run_keys(door, f"projection/nodes_{label}", uids)
    }


def _edge(row: Mapping[str, Any]) -> Edge:
    return Edge(
        type=row["type"],
        start_label=base_label(row["start_labels"]),
        start=row["start"],
        end_label=base_label(row["end_labels"]),
        end=row["end"],
        key=row["properties"]["key"],
        properties=row["properties"],
    )


def existing_edges(door: Door, records: Sequence[str], references: Mapping[str, Sequence[str]]) -> list[Edge]:
    """The edges that these records claim now. ``references`` gives uids of services and workers by label."""
    edges = {(edge.type, edge.start, edge.end, edge.key): edge for edge in _person_edges(door, records)}
    for label, keys in references.items():
        for row in run_keys(door, f"projection/edges_{label}", keys):
            edge = _edge(row)
            edges[edge.type, edge.start, edge.end, edge.key] = edge
    return list(edges.values())


def _person_edges(door: Door, records: Sequence[str]) -> Iterable[Edge]:
    for row in run_keys(door, "projection/describes_of_records", records):
        version = row["record"]
        yield Edge("DESCRIBES", "Record", version, "Person", row["person"], version, {"guard": row["guard"]})
    for row in run_keys(door, "projection/edges_of_records", records):
        yield _edge(row)


def compare(
    nodes: Iterable[Node], edges: Iterable[Edge], held_nodes: Mapping[str, Node], held_edges: Iterable[Edge]
) -> Difference:
    """The difference between the wanted nodes and edges and those that are there."""
    difference = Difference()
    for node in {node.uid: node for node in nodes}.values():
        held = held_nodes.get(node.uid)
        if held is None:
            difference.new_nodes.append(node)
        elif held.labels != node.labels:
            difference.relabelled.append(node)
        elif held.properties != node.properties:
            difference.altered.append(node)
            difference.altered_in[node.uid] = _names(held.properties, node.properties)
    there: dict[EdgeKey, Edge] = {(edge.type, edge.start, edge.end, edge.key): edge for edge in held_edges}
    wanted: dict[EdgeKey, Edge] = {(edge.type, edge.start, edge.end, edge.key): edge for edge in edges}
    for key, edge in wanted.items():
        if key not in there:
            difference.new_edges.append(edge)
        elif there[key].properties == edge.properties:
            continue
        elif edge.type == "DESCRIBES":  # it has no key to be found by
            difference.gone_edges.append(there[key])
            difference.new_edges.append(edge)
        else:
            difference.altered_edges.append(edge)
    difference.gone_edges.extend(edge for key, edge in there.items() if key not in wanted)
    return difference


def _names(held: Mapping[str, Any], wanted: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for name in held.keys() | wanted.keys() if held.get(name) != wanted.get(name))


def apply(door: Door, difference: Difference) -> None:
    """Write a difference: edges go and change, nodes come and change, edges come."""
    _delete_edges(door, difference.gone_edges)
    _set_edges(door, difference.altered_edges)
    _write_nodes(door, difference.new_nodes)
    for label, nodes in _grouped(difference.altered, lambda node: node.family).items():
        run_rows(
            door,
            f"projection/set_{label}",
            ({"uid": node.uid, "properties": node.properties} for node in nodes),
        )
    _relabel(door, difference.relabelled)
    for statement, edges in _grouped(difference.new_edges, lambda edge: edge.statement).items():
        edges.sort(key=lambda edge: (edge.end, edge.start))
        rows = ({**edge.properties, "start": edge.start, "end": edge.end} for edge in edges)
        run_rows(door, f"projection/create/{statement}", rows, size=EDGES_AT_ONCE)


def _write_nodes(door: Door, nodes: Iterable[Node]) -> None:
    for labels, group in _grouped(nodes, lambda node: "".join(node.labels)).items():
        run_rows(door, f"projection/create/node_{labels}", (node.properties for node in group))


def _relabel(door: Door, nodes: Iterable[Node]) -> None:
    for labels, group in _grouped(nodes, lambda node: "".join(node.labels)).items():
        rows = [{"uid": node.uid, "properties": node.properties} for node in group]
        run_rows(door, f"projection/relabel_{labels}", rows)


def _delete_edges(door: Door, edges: Iterable[Edge]) -> None:
    described: list[dict[str, Any]] = []
    at: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in edges:
        if edge.type == "DESCRIBES":
            described.append({"start": edge.start})
        else:
            at[edge.holder].append(edge.key)
    run_rows(door, "projection/delete_describes", described)
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for (label, uid), keys in at.items():
        rows[label].append({"uid": uid, "keys": keys})
    for label, group in rows.items():
        run_rows(door, f"projection/delete_edges_{label}", group, size=2_000)


def _set_edges(door: Door, edges: Iterable[Edge]) -> None:
    for label, group in _grouped(edges, lambda edge: edge.holder[0]).items():
        rows = ({"uid": edge.holder[1], "key": edge.key, "properties": edge.properties} for edge in group)
        run_rows(door, f"projection/set_edges_{label}", rows)


def _grouped(items: Iterable[Any], name: Any) -> dict[str, list[Any]]:
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for item in items:
        grouped[name(item)].append(item)
    return dict(sorted(grouped.items()))
