"""A graph of many times a borough: what patterns read, copied beside itself under uids of its own.

For sizes that no agency's extract and no matching could be built for on one machine. Each copy is a borough by itself:
people, homes, schools, services, workers, events and the records that describe them, with the properties that
statements of patterns read. Copying is the database's own work: nothing of it goes over the connection but uids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from graph.gateway import Graph
from graph.schema import declared
from queries.patterns import all_patterns
from queries.steps import steps

NODES = {
    "Address": ("Address",), "School": ("School",), "Service": ("Service",), "Professional": ("Professional",),
    "Event": ("Event",), "Person": ("Child:Person", "Carer:Person", "Carer:Child:Person"), "Record": ("Record",),
    "Judgement": ("Judgement",),
}  # fmt: skip
"""By the label under which a node is found by uid, the sets of labels that nodes of it have."""
EDGES = (
    ("Person", "LIVES_AT", "Address"), ("Person", "ATTENDS", "School"), ("Person", "INVOLVED_WITH", "Service"),
    ("Person", "PARTY_TO", "Event"), ("Person", "PARENT_OF", "Person"), ("Person", "CARES_FOR", "Person"),
    ("Person", "RELATED_TO", "Person"), ("Person", "RESPONSIBLE_FOR", "Person"),
    ("Professional", "WORKS_WITH", "Person"), ("Record", "DESCRIBES", "Person"),
)  # fmt: skip
"""They are copied by the person at their start, else at their end: a worker or a school may have thousands."""
AT_ONCE = 2_000
"""Nodes whose copies, or the copies of whose edges, are written in one transaction."""


def tile(graph: Graph, times: int, progress: Callable[[str], None] = lambda _: None) -> None:
    """Copy a graph until it is there ``times`` times over. An index that holds copies already is not copied again."""
    tiles = [f"t{number}-" for number in range(1, times)]
    uids = {label: _uids(graph, label) for label in NODES}
    for label, kinds in NODES.items():
        progress(f"{label}: {len(uids[label]):,}")
        names = _names(graph, label)
        for kind in kinds:
            for some in _some(uids[label]):
                graph.write(_copy_nodes(label, kind, names), {"uids": some, "tiles": tiles})
    for start, type_, end in EDGES:
        progress(type_)
        text = _copy_edges(start, type_, end, _names_of_edges(graph, start, type_, end))
        for some in _some(uids["Person"]):
            graph.write(text, {"uids": some, "tiles": tiles})


def _uids(graph: Graph, label: str) -> list[str]:
    # Only pairs that wait for somebody matter to a pattern.
    where = "WHERE n.current AND n.verdict = 'unsure'" if label == "Judgement" else ""
    rows = graph.read(f"MATCH (n:{label}) {where} RETURN n.uid AS uid", {}, patience_s=600)
    return sorted(row["uid"] for row in rows)


def _some(uids: Sequence[str]) -> Iterator[list[str]]:
    for first in range(0, len(uids), AT_ONCE):
        yield list(uids[first : first + AT_ONCE])


def _names(graph: Graph, label: str) -> list[str]:
    rows = graph.read(f"MATCH (n:{label}) UNWIND keys(n) AS name RETURN DISTINCT name", {}, patience_s=600)
    unique = {name for each in declared() if each.label == label for name in each.unique}
    return sorted({row["name"] for row in rows} & ({*read_by_patterns()} | unique) - {"uid"})


def read_by_patterns() -> frozenset[str]:
    """Names of properties in the statements of all patterns."""
    return frozenset[str]().union(*(steps(made.text).properties for made in all_patterns()))


def _copy_nodes(label: str, labels: str, names: Sequence[str]) -> str:
    kinds = labels.split(":")
    here = [f"{'' if each in kinds else 'NOT '}n:{each}" for each in ("Child", "Carer") if label == "Person"]
    keys = {"Record": ["key"], "Judgement": ["left", "right"]}.get(label, [])
    keys += [name for each in declared() if each.label == label for name in each.unique]
    said = [f"`{name}`: {'t + ' if name in keys else ''}n.`{name}`" for name in names]
    return f"""UNWIND $uids AS uid
MATCH (n:{label} {{uid: uid}})
{"WHERE " + " AND ".join(here) if here else ""}
UNWIND $tiles AS t
CREATE (m:{labels} {{uid: t + n.uid, {", ".join(said)}}})"""


def _names_of_edges(graph: Graph, start: str, type_: str, end: str) -> list[str]:
    text = f"MATCH (:{start})-[r:{type_}]->(:{end}) UNWIND keys(r) AS name RETURN DISTINCT name"
    return sorted({row["name"] for row in graph.read(text, {}, patience_s=600)} & read_by_patterns())


def _copy_edges(start: str, type_: str, end: str, names: Sequence[str]) -> str:
    said = ", ".join(f"`{name}`: r.`{name}`" for name in names)
    step = (
        f"(a:Person {{uid: uid}})-[r:{type_}]->(b:{end})"
        if start == "Person"
        else f"(b:Person {{uid: uid}})<-[r:{type_}]-(a:{start})"
    )
    return f"""UNWIND $uids AS uid
MATCH {step}
UNWIND $tiles AS t
MATCH (c:{start} {{uid: t + a.uid}})
MATCH (d:{end} {{uid: t + b.uid}})
CREATE (c)-[:{type_} {{{said}}}]->(d)"""
