"""What two people had in common at the same time: a school, a service, a worker.

Many meet there who have nothing to do with one another, so it is told of the two who are asked about and nobody is
reached through it.
"""

from __future__ import annotations

from collections import defaultdict

from graph.reads.facts import Provenance
from graph.reads.moment import Moment
from graph.reads.neighbourhood import Edge, Neighbourhood, Node
from graph.reads.network import edge_view, node_view
from graph.reads.overlaps import Overlap, in_a_sentence, longest
from model.views import Path, PathStep

MOST = 5
"""Places of each kind that are told, the latest first."""
_SHARED = {
    "ATTENDS": ("are both at", "were both at"),
    "INVOLVED_WITH": ("are both involved with", "were both involved with"),
    "WORKS_WITH": ("both have the worker", "both had the worker"),
}


def in_common(found: Neighbourhood, moment: Moment, one: str, other: str) -> list[Path]:
    """The schools, services and workers that two people had at the same time, each a path of one step. ``found`` holds
    what the reader may see of both."""
    at: defaultdict[tuple[str, str], dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in found.edges.values():
        if edge.type in _SHARED:
            person, place = (
                (edge.target, edge.source) if edge.type == "WORKS_WITH" else (edge.source, edge.target)
            )
            if person in (one, other):
                at[edge.type, place][person].append(edge)
    told: dict[str, list[tuple[Overlap, str, list[Edge]]]] = {kind: [] for kind in _SHARED}
    for (kind, place), edges in at.items():
        mine, theirs = (edges.get(uid, []) for uid in (one, other))
        overlap = longest(
            [claim for edge in mine for claim in edge.claims],
            [claim for edge in theirs for claim in edge.claims],
            moment.as_at,
        )
        if overlap is not None:
            told[kind].append((overlap, place, [*_ordered(mine), *_ordered(theirs)]))
    provenance = Provenance(moment)
    return [
        _path(found, moment, provenance, (one, place, other), overlap, edges)
        for each in told.values()
        for overlap, place, edges in sorted(each, key=lambda each: _latest(each[0], found.nodes[each[1]]))[
            :MOST
        ]
    ]


def _ordered(edges: list[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: edge.label or "")


def _latest(overlap: Overlap, place: Node) -> tuple[int, str, str]:
    return -overlap.last.toordinal(), place.label, place.uid


def _path(
    found: Neighbourhood,
    moment: Moment,
    provenance: Provenance,
    way: tuple[str, str, str],
    overlap: Overlap,
    edges: list[Edge],
) -> Path:
    one, place, other = (found.nodes[uid] for uid in way)
    now, then = _SHARED[edges[0].type]
    role = f" ({place.detail})" if place.kind == "professional" and place.detail else ""
    what = f"{one.label} and {other.label} {now if overlap.still else then} {place.label}{role}"
    said = provenance.told(claim for edge in edges for claim in edge.claims)
    sentence = in_a_sentence(what, overlap, f" ({said})" if said else "")
    shown = [edge_view(edge, moment.as_at, provenance) for edge in edges]
    return Path(
        nodes=[node_view(node) for node in (one, place, other)],
        steps=[PathStep(sentence=sentence, edges=shown)],
        in_common=True,
    )
