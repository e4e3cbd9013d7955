"""How two people are linked: the shortest paths between them, in sentences with dates and sources.

Both neighbourhoods are read inside the reader's scope and searched here, because the engines do not agree on a
shortest path with conditions. Two people are linked through an address only where their stays overlap.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations, islice, pairwise

import networkx as nx

from graph.gateway import Graph
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, in_words
from graph.reads.hubs import HUB_PEOPLE_EVER
from graph.reads.moment import Moment
from graph.reads.neighbourhood import Edge, Explorer, Neighbourhood, Node, merged
from graph.reads.network import edge_view, node_view, words
from model.codes import ResidenceKind
from model.scope import Scope
from model.views import Path, PathStep

REACH = 3
"""Steps walked from each end, so a path has at most twice as many."""
MOST_PATHS = 5
_TOGETHER = frozenset({ResidenceKind.MAIN_HOME, ResidenceKind.SECOND_HOME, ResidenceKind.PLACEMENT})


@dataclass(frozen=True)
class _Shared:
    """An address at which two people were together."""

    home: str
    edges: tuple[Edge, Edge]
    first: dt.date
    last: dt.date
    dated: bool
    still: bool


def paths(
    graph: Graph, scope: Scope, from_uid: str, to_uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[Path]:
    """The shortest paths between two people, past links included; none where there is no short one, or where either
    person does not exist for the reader."""
    moment = Moment(graph, scope, as_at, known_at)
    ends = [moment.person(uid) for uid in (from_uid, to_uid)]
    if from_uid == to_uid or ends[0] is None or ends[1] is None:
        return []
    explorer = Explorer(moment, [from_uid, to_uid], past=True, most_at_address=HUB_PEOPLE_EVER)
    found = merged(explorer.explore(refs.person(end, as_at), REACH) for end in ends if end is not None)
    links = _linked(found, as_at)
    if from_uid not in links or to_uid not in links:
        return []
    provenance = Provenance(moment)
    try:
        # Ties are broken by what is shown, so that the order does not depend on what was left out.
        shortest = sorted(
            nx.all_shortest_paths(links, from_uid, to_uid, weight="steps"),
            key=lambda way: [found.nodes[uid].order[1:] for uid in way],
        )
    except nx.NetworkXNoPath:
        return []
    return [_path(way, found, links, as_at, provenance) for way in islice(shortest, MOST_PATHS)]


def _linked(found: Neighbourhood, as_at: dt.date) -> nx.Graph[str]:
    """People joined by kinship (one step) or by living together (two steps)."""
    people: nx.Graph[str] = nx.Graph()
    at: dict[str, list[Edge]] = {}
    for edge in found.edges.values():
        if edge.type == "LIVES_AT":
            if edge.label in _TOGETHER and not found.nodes[edge.target].hub:
                at.setdefault(edge.target, []).append(edge)
        elif {"child", "adult"} >= {found.nodes[edge.source].kind, found.nodes[edge.target].kind}:
            known = people.get_edge_data(edge.source, edge.target, {"kin": []})["kin"]
            people.add_edge(edge.source, edge.target, steps=1, kin=[*known, edge], shared=[])
    for home, stays in at.items():
        for one, other in combinations(stays, 2):
            if one.source != other.source and (shared := _shared(home, one, other, as_at)) is not None:
                known = people.get_edge_data(one.source, other.source, {"kin": [], "shared": [], "steps": 2})
                people.add_edge(
                    one.source,
                    other.source,
                    steps=known["steps"],
                    kin=known["kin"],
                    shared=[*known["shared"], shared],
                )
    return people


def _span(claim: Claim, as_at: dt.date) -> tuple[dt.date, dt.date]:
    end = min(claim.to or as_at, as_at)
    return min(claim.from_ or claim.first_seen or end, end), end


def _shared(home: str, one: Edge, other: Edge, as_at: dt.date) -> _Shared | None:
    best: _Shared | None = None
    for mine in one.claims:
        for theirs in other.claims:
            (start, end), (begin, until) = _span(mine, as_at), _span(theirs, as_at)
            first, last = max(start, begin), min(end, until)
            if first > last or (
                best is not None and (last - first, last) <= (best.last - best.first, best.last)
            ):
                continue
            still = all(claim.to is None or claim.to >= as_at for claim in (mine, theirs))
            dated = mine.from_ is not None and theirs.from_ is not None
            best = _Shared(home, (one, other), first, last, dated, still)
    return best


def _path(
    way: list[str], found: Neighbourhood, links: nx.Graph[str], as_at: dt.date, provenance: Provenance
) -> Path:
    nodes = [found.nodes[way[0]]]
    steps = []
    for one, other in pairwise(way):
        link = links.edges[one, other]
        if link["kin"]:
            edges = sorted(link["kin"], key=lambda edge: (edge.type, edge.label or "", edge.source))
            sentence = " ".join(_kinship(edge, found, as_at, provenance) for edge in edges)
        else:
            shared = max(link["shared"], key=lambda each: (each.last, each.last - each.first, each.home))
            edges = sorted(shared.edges, key=lambda edge: (edge.source != one, edge.label or ""))
            sentence = _together(
                found.nodes[one], found.nodes[other], found.nodes[shared.home], shared, provenance
            )
            nodes.append(found.nodes[shared.home])
        steps.append(
            PathStep(sentence=sentence, edges=[edge_view(edge, as_at, provenance) for edge in edges])
        )
        nodes.append(found.nodes[other])
    return Path(nodes=[node_view(node) for node in nodes], steps=steps)


def _said_by(edges: list[Edge], provenance: Provenance) -> str:
    agencies = dict.fromkeys(
        source.agency for source in provenance.sources(claim for edge in edges for claim in edge.claims)
    )
    return f" Recorded by {', '.join(agencies)}." if agencies else ""


def _kinship(edge: Edge, found: Neighbourhood, as_at: dt.date, provenance: Provenance) -> str:
    shown = edge_view(edge, as_at, provenance)
    when = f", from {in_words(shown.from_)}" if shown.from_ else ""
    until = f" to {in_words(shown.to)}" if shown.to else ""
    said = words(edge)
    verb = "has" if edge.type == "RESPONSIBLE_FOR" else "" if said == "cares for" else "is"
    text = " ".join(
        filter(None, (found.nodes[edge.source].label, verb, said, found.nodes[edge.target].label))
    )
    return f"{text}{when}{until}.{_said_by([edge], provenance)}"


def _together(one: Node, other: Node, home: Node, shared: _Shared, provenance: Provenance) -> str:
    days = (shared.last - shared.first).days + 1
    if not shared.dated:
        when = ", at least in part at the same time; the dates are not all known"
    elif shared.still:
        when = f" since {in_words(shared.first)} ({days} days so far)"
    else:
        when = f" from {in_words(shared.first)} to {in_words(shared.last)} ({days} days overlap)"
    verb = "both live" if shared.still else "both lived"
    said = _said_by(list(shared.edges), provenance)
    return f"{one.label} and {other.label} {verb} at {home.label}{when}.{said}"
