"""How two people are linked: the shortest paths between them, in sentences with dates and sources.

Both neighbourhoods are read inside the reader's scope and searched here, because the engines do not agree on a
shortest path with conditions. Two people are linked through an address only where their stays overlap, and through an
event to which both were party. Schools, services and workers that both had are told beside the paths.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, islice, pairwise

import networkx as nx

from graph.gateway import Graph
from graph.reads import refs
from graph.reads.facts import Provenance, in_words
from graph.reads.hubs import HUB_PEOPLE_EVER
from graph.reads.in_common import in_common
from graph.reads.moment import Moment
from graph.reads.neighbourhood import Edge, Explorer, Neighbourhood, Node, merged
from graph.reads.network import edge_view, node_view, said_once, words
from graph.reads.overlaps import Overlap, in_a_sentence, longest
from model.codes import ResidenceKind
from model.narrowing import Narrowing
from model.scope import Scope
from model.views import Path, PathStep

REACH = 3
"""Steps walked from each end, so a path has at most twice as many."""
MOST_PATHS = 5
MOST_EVENTS = 3
"""Events of one hop that are told one by one, the latest first."""
_TOGETHER = frozenset({ResidenceKind.MAIN_HOME, ResidenceKind.SECOND_HOME, ResidenceKind.PLACEMENT})


@dataclass(frozen=True)
class _Shared:
    """An address at which two people were together."""

    home: str
    edges: tuple[Edge, Edge]
    overlap: Overlap


@dataclass
class _Link:
    """How two people are joined: by kinship (one step), by a home or an event that they shared (two)."""

    kin: list[Edge] = field(default_factory=list)
    shared: list[_Shared] = field(default_factory=list)
    events: list[tuple[Edge, Edge]] = field(default_factory=list)

    @property
    def steps(self) -> int:
        return 1 if self.kin else 2


_Links = dict[frozenset[str], _Link]


def paths(
    graph: Graph, scope: Scope, from_uid: str, to_uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[Path]:
    """The shortest paths between two people, past links included, and then what they had in common at the same time;
    none where there is no short one, or where either person does not exist for the reader."""
    moment = Moment(graph, scope, as_at, known_at)
    ends = [moment.person(uid) for uid in (from_uid, to_uid)]
    if from_uid == to_uid or ends[0] is None or ends[1] is None:
        return []
    explorer = Explorer(moment, [from_uid, to_uid], HUB_PEOPLE_EVER, Narrowing(past=True), shared=True)
    found = merged(explorer.explore(refs.person(end, as_at), REACH) for end in ends if end is not None)
    return [
        *_shortest(found, Provenance(moment), from_uid, to_uid, as_at),
        *in_common(found, moment, from_uid, to_uid),
    ]


def _shortest(
    found: Neighbourhood, provenance: Provenance, from_uid: str, to_uid: str, as_at: dt.date
) -> list[Path]:
    links = _linked(found, as_at)
    people = _graph(links)
    if from_uid not in people or to_uid not in people:
        return []
    try:
        # Ties are broken by what is shown, so that the order does not depend on what was left out.
        shortest = sorted(
            nx.all_shortest_paths(people, from_uid, to_uid, weight="steps"),
            key=lambda way: [found.nodes[uid].order[1:] for uid in way],
        )
    except nx.NetworkXNoPath:
        return []
    teller = _Teller(found, as_at, provenance)
    return [teller.path(way, links) for way in islice(shortest, MOST_PATHS)]


def _linked(found: Neighbourhood, as_at: dt.date) -> _Links:
    """People joined by kinship, by living together or by an event."""
    links: defaultdict[frozenset[str], _Link] = defaultdict(_Link)
    at: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in found.edges.values():
        if edge.type == "PARTY_TO" or (
            edge.type == "LIVES_AT" and edge.label in _TOGETHER and not found.nodes[edge.target].hub
        ):
            at[edge.target].append(edge)
        elif {"child", "adult"} >= {found.nodes[edge.source].kind, found.nodes[edge.target].kind}:
            links[frozenset((edge.source, edge.target))].kin.append(edge)
    for place, edges in at.items():
        for one, other in combinations(edges, 2):
            pair = frozenset((one.source, other.source))
            if len(pair) == 1:
                continue
            if one.type == "PARTY_TO":
                links[pair].events.append((one, other))
            elif (overlap := longest(one.claims, other.claims, as_at)) is not None:
                links[pair].shared.append(_Shared(place, (one, other), overlap))
    return dict(links)


def _graph(links: _Links) -> nx.Graph[str]:
    people: nx.Graph[str] = nx.Graph()
    for pair, link in links.items():
        if len(pair) == 2:
            one, other = sorted(pair)
            people.add_edge(one, other, steps=link.steps)
    return people


@dataclass(frozen=True)
class _Teller:
    """Tells a way through the links in sentences, each with its dates, who says so and how old that is."""

    found: Neighbourhood
    as_at: dt.date
    provenance: Provenance

    def path(self, way: list[str], links: _Links) -> Path:
        """One way, as it is shown."""
        nodes = [self.found.nodes[way[0]]]
        steps = []
        for one, other in pairwise(way):
            sentences, edges, between = self._hop(one, other, links[frozenset((one, other))])
            nodes += [*between, self.found.nodes[other]]
            steps.append(
                PathStep(
                    sentence=" ".join(sentences),
                    edges=[edge_view(edge, self.as_at, self.provenance) for edge in edges],
                )
            )
        return Path(nodes=[node_view(node) for node in nodes], steps=steps)

    def _hop(self, one: str, other: str, link: _Link) -> tuple[list[str], list[Edge], list[Node]]:
        """The sentences of one hop, the edges they tell of, and the place or event between."""
        if link.kin:
            in_order = sorted(link.kin, key=lambda edge: (edge.type, edge.label or "", edge.source))
            edges = said_once(in_order, words)
            return [self._kinship(edge) for edge in edges], edges, []
        sentences: list[str] = []
        edges = []
        between: list[Node] = []
        if link.shared:
            shared = max(link.shared, key=lambda each: (*reversed(each.overlap.rank), each.home))
            edges += sorted(shared.edges, key=lambda edge: (edge.source != one, edge.label or ""))
            sentences.append(self._together(one, other, shared))
            between = [self.found.nodes[shared.home]]
        told = sorted(link.events, key=lambda pair: self._on(pair[0]), reverse=True)[:MOST_EVENTS]
        for pair in told:
            pair = (pair[0], pair[1]) if pair[0].source == one else (pair[1], pair[0])
            edges += pair
            sentences.append(self._party(pair))
            between = between or [self.found.nodes[pair[0].target]]
        more = len(link.events) - len(told)
        if more > 0:
            sentences.append(f"And {more} earlier {'event' if more == 1 else 'events'} together.")
        return sentences, edges, between

    def _on(self, edge: Edge) -> tuple[dt.date, str]:
        return max((claim.from_ for claim in edge.claims if claim.from_), default=dt.date.min), edge.target

    def _told(self, *edges: Edge) -> str:
        said = self.provenance.told(claim for edge in edges for claim in edge.claims)
        return f" ({said})" if said else ""

    def _kinship(self, edge: Edge) -> str:
        shown = edge_view(edge, self.as_at, self.provenance)
        when = f", from {in_words(shown.from_)}" if shown.from_ else ""
        until = f" to {in_words(shown.to)}" if shown.to else ""
        said = words(edge)
        verb = "has" if edge.type == "RESPONSIBLE_FOR" else "" if said == "cares for" else "is"
        ends = self.found.nodes[edge.source].label, self.found.nodes[edge.target].label
        text = " ".join(filter(None, (ends[0], verb, said, ends[1])))
        return f"{text}{when}{until}{self._told(edge)}."

    def _together(self, one: str, other: str, shared: _Shared) -> str:
        names = f"{self.found.nodes[one].label} and {self.found.nodes[other].label}"
        live = "both live" if shared.overlap.still else "both lived"
        what = f"{names} {live} at {self.found.nodes[shared.home].label}"
        return in_a_sentence(what, shared.overlap, self._told(*shared.edges))

    def _party(self, pair: tuple[Edge, Edge]) -> str:
        event = self.found.nodes[pair[0].target]
        parts = [
            f"{self.found.nodes[edge.source].label}: {(edge.label or 'role not recorded').replace('_', ' ')}"
            for edge in pair
        ]
        names = " and ".join(self.found.nodes[edge.source].label for edge in pair)
        on = f" of {event.detail}" if event.detail else ", date not known"
        what = event.label[:1].lower() + event.label[1:]
        return f"{names} were both party to an event, {what}{on} ({'; '.join(parts)}){self._told(*pair)}."
