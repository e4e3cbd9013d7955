"""The part of the graph around one or two people, inside a reader's scope, a few steps wide.

Schools, services, workers and addresses of many families are shown and not walked through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from graph.gateway import Row
from graph.reads import refs
from graph.reads.facts import Claim, in_words
from graph.reads.hubs import HUB_CLASSES
from graph.reads.moment import Moment
from model.narrowing import EVERYTHING, Narrowing
from model.views import AddressRef, PersonRef

MOST_NODES = 400
"""More than this is neither drawn nor read."""

EVENT_DAYS = 365
"""Events of so many days before the date are drawn, all where past links are asked for. Assumed."""

_EVER = dt.date(1900, 1, 1)


@dataclass
class Node:
    """A person or a place, and how many steps away it is."""

    uid: str
    kind: str
    label: str
    hops: int
    person: PersonRef | None = None
    address: AddressRef | None = None
    detail: str | None = None
    hub: bool = False
    count: int | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """Nearest first, then by kind and name."""
        return self.hops, self.kind, self.label, self.uid


@dataclass
class Edge:
    """One link between two nodes, whoever says so."""

    uid: str
    source: str
    target: str
    type: str
    label: str | None
    claims: list[Claim] = field(default_factory=list)


@dataclass
class Neighbourhood:
    """Nodes and edges found so far."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    truncated: bool = False

    def link(self, source: str, target: str, kind: str, label: str | None, claim: Claim) -> None:
        """Add one claim to the edge that it makes with others of the same content."""
        uid = sha256("|".join((source, target, kind, label or "")).encode()).hexdigest()[:16]
        edge = self.edges.setdefault(uid, Edge(uid, source, target, kind, label))
        if all(claim.key != known.key for known in edge.claims):
            edge.claims.append(claim)

    def keep_whole(self) -> None:
        """Leave out edges of which an end was left out."""
        self.edges = {
            uid: edge
            for uid, edge in self.edges.items()
            if edge.source in self.nodes and edge.target in self.nodes
        }


class Explorer:
    """Walks outwards step by step, a few statements a step. ``shared`` leaves out events of one person alone."""

    def __init__(
        self,
        moment: Moment,
        opened: list[str],
        most_at_address: int,
        narrowing: Narrowing = EVERYTHING,
        shared: bool = False,
    ) -> None:
        self._moment = moment
        self._asked = {"opened": opened, "past": narrowing.past}
        since = _EVER if narrowing.past else moment.as_at - dt.timedelta(days=EVENT_DAYS)
        self._of_events = {"opened": opened, "since": since, "shared": shared}
        self._most = most_at_address
        self._narrowing = narrowing

    def explore(self, start: PersonRef, depth: int) -> Neighbourhood:
        """Everything within ``depth`` steps of a person. What lies beyond `MOST_NODES` nodes, the nearest first, is
        left out and the answer marked as truncated."""
        found = Neighbourhood()
        found.nodes[start.uid] = _person(start, 0)
        frontier = [found.nodes[start.uid]]
        for hops in range(1, depth + 1):
            fresh = self._step(found, frontier, hops)
            frontier = self._admit(found, fresh)
            if not frontier or found.truncated:
                break
        found.keep_whole()
        return found

    def at_home(self, found: Neighbourhood, members: Mapping[str, Set[str]], hops: int) -> None:
        """Fill the homes that are drawn and were not walked through: everybody drawn who lives there is linked to
        them, and of the homes in ``members`` (uid of an address to those of its household) the members are drawn, with
        their kin among those drawn. ``hops`` is how far the members stand."""
        fresh: dict[str, Node] = {}

        def meet(node: Node) -> str:
            if node.uid not in found.nodes:
                fresh.setdefault(node.uid, node)
            return node.uid

        def wanted(row: Row) -> bool:
            home, person = found.nodes[row["address"]], row["person"]["uid"]
            if person in members.get(home.uid, ()):
                return True
            return person in found.nodes and not home.hub

        rim = [node for node in found.nodes.values() if node.kind == "address" and node.count is None]
        homes = sorted(node.uid for node in rim if not node.hub or node.uid in members)
        if homes:
            self._residents(found, homes, hops, meet, wanted)
        people = [node.uid for node in self._admit(found, fresh)]
        if people:
            for row in self._taken(self._moment.asked("network_kin", uids=sorted(people), **self._asked)):
                ends = row["source"]["uid"], row["target"]["uid"]
                if ends[0] in found.nodes and ends[1] in found.nodes:
                    found.link(*ends, row["type"], row["label"], Claim.of_edge(row["claim"]))
        found.keep_whole()

    def _admit(self, found: Neighbourhood, fresh: dict[str, Node]) -> list[Node]:
        ordered = sorted(fresh.values(), key=lambda node: node.order)
        room = MOST_NODES - len(found.nodes)
        found.truncated = found.truncated or len(ordered) > room
        found.nodes.update((node.uid, node) for node in ordered[:room])
        return [node for node in ordered[:room] if not node.hub]

    def _step(self, found: Neighbourhood, frontier: list[Node], hops: int) -> dict[str, Node]:
        fresh: dict[str, Node] = {}

        def meet(node: Node) -> str:
            if node.uid not in found.nodes:
                fresh.setdefault(node.uid, node)
            return node.uid

        people = sorted(node.uid for node in frontier if node.kind in ("child", "adult"))
        homes = sorted(node.uid for node in frontier if node.kind == "address")
        events = sorted(node.uid for node in frontier if node.kind == "event")
        if homes:
            self._residents(found, homes, hops, meet)
        if events:
            asked = {"uids": events, "opened": self._asked["opened"]}
            for row in self._taken(self._moment.asked("network_parties", **asked), "PARTY_TO"):
                person = meet(_person(refs.person(row["person"], self._moment.as_at), hops))
                found.link(person, row["event"]["uid"], "PARTY_TO", row["role"], _party(row))
        if people:
            self._around(found, people, hops, meet)
        return fresh

    def _around(self, found: Neighbourhood, people: list[str], hops: int, meet: Any) -> None:
        """The kin, places and events of people."""
        for row in self._taken(self._moment.asked("network_kin", uids=people, **self._asked)):
            ends = [
                meet(_person(refs.person(row[end], self._moment.as_at), hops)) for end in ("source", "target")
            ]
            found.link(ends[0], ends[1], row["type"], row["label"], Claim.of_edge(row["claim"]))
        for row in self._taken(self._moment.asked("network_places", uids=people, **self._asked)):
            _place_edge(found, row, meet(_place(row, hops)))
        events = self._moment.asked("network_events", uids=people, **self._of_events)
        for row in self._taken(events, "PARTY_TO"):
            event = meet(_event(row["event"], hops))
            found.link(row["person"], event, "PARTY_TO", row["role"], _party(row))

    def _taken(self, rows: Iterable[Row], edge: str | None = None) -> list[Row]:
        """The rows that the narrowing leaves."""
        return [
            row
            for row in rows
            if self._narrowing.takes(
                edge or row["type"],
                row["claim"].get("agency"),
                row["event"]["on"] if edge == "PARTY_TO" else row["claim"].get("from"),
            )
        ]

    def _residents(
        self,
        found: Neighbourhood,
        homes: list[str],
        hops: int,
        meet: Any,
        wanted: Callable[[Row], bool] | None = None,
    ) -> None:
        """Walk through each address, unless more people are there than make a hub; or only to those who are wanted."""
        rows = self._taken(self._moment.asked("network_residents", uids=homes, **self._asked), "LIVES_AT")
        people: dict[str, set[str]] = {}
        for row in rows:
            people.setdefault(row["address"], set()).add(row["person"]["uid"])
        for home in homes:
            node = found.nodes[home]
            node.count = len(people.get(home, ()))
            node.hub = node.hub or node.count > self._most
        for row in rows:
            if wanted(row) if wanted else not found.nodes[row["address"]].hub:
                person = meet(_person(refs.person(row["person"], self._moment.as_at), hops))
                found.link(person, row["address"], "LIVES_AT", row["label"], Claim.of_edge(row["claim"]))


def _person(ref: PersonRef, hops: int) -> Node:
    detail = f"aged {ref.age}" if ref.age is not None else None
    return Node(ref.uid, ref.kind, ref.name, hops, person=ref, detail=detail)


def _event(event: Row, hops: int) -> Node:
    label = event["kind"].replace("_", " ").capitalize()
    return Node(event["uid"], "event", label, hops, detail=in_words(event["on"]) if event["on"] else None)


def _party(row: Row) -> Claim:
    """A part in an event was so on the days of the event."""
    event = row["event"]
    return Claim.of_edge({**row["claim"], "from": event["on"], "to": event["until"] or event["on"]})


def _place(row: Row, hops: int) -> Node:
    place = row["place"]
    if place["uid"] is None:
        # One node for each claim: two children of one service that may not be known must not show to share it.
        return Node(f"service-{row['claim']['key']}", "service", refs.A_SERVICE, hops, hub=True)
    if place["kind"] == "address":
        ref = refs.address(place)
        known = ref.address_class if ref.address_class not in ("unknown", "residential") else None
        detail = (known or "").replace("_", " ") or None
        return Node(
            ref.uid,
            "address",
            ref.line,
            hops,
            address=ref,
            detail=detail,
            hub=ref.address_class in HUB_CLASSES,
        )
    return Node(
        place["uid"], place["kind"], place["name"] or refs.UNNAMED, hops, detail=place.get("role"), hub=True
    )


def _place_edge(found: Neighbourhood, row: Row, place: str) -> None:
    source, target = (place, row["person"]) if row["type"] == "WORKS_WITH" else (row["person"], place)
    found.link(source, target, row["type"], row["label"], Claim.of_edge(row["claim"]))


def merged(parts: Iterable[Neighbourhood]) -> Neighbourhood:
    """Several neighbourhoods as one; each node keeps its lesser distance."""
    whole = Neighbourhood()
    for part in parts:
        for uid, node in part.nodes.items():
            if uid not in whole.nodes or node.hops < whole.nodes[uid].hops:
                node.hub = node.hub or (uid in whole.nodes and whole.nodes[uid].hub)
                whole.nodes[uid] = node
            elif node.hub:
                whole.nodes[uid].hub = True
        for edge in part.edges.values():
            for claim in edge.claims:
                whole.link(edge.source, edge.target, edge.type, edge.label, claim)
        whole.truncated = whole.truncated or part.truncated
    return whole
