"""Tiny graphs for tests, in a few readable lines.

>>> tiny = Tiny()
>>> tiny.child("mia", "Mia Khan", born="2015-03-14")
>>> tiny.adult("amina", "Amina Khan", sex="F")
>>> tiny.parent("amina", "mia")
>>> tiny.address("high", "1 High Street", "N9 7AB")
>>> tiny.lives("mia", "high", "2020-01-01")
>>> tiny.write(graph)

The name in quotes is the uid. Every edge and every person has a record that says so, by the feed ``social_care``
unless another is named. What is protected is said with ``guard`` (the person) and ``place_guard`` (where they are).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from graph.gateway import Graph
from model.guards import combine
from model.search import search_text

TOLD = dt.date(2020, 1, 1)
"""First seen, unless a test says otherwise."""
PLACE_EDGES = frozenset({"LIVES_AT", "ATTENDS", "INVOLVED_WITH", "WORKS_WITH", "PARTY_TO"})
PLACE_PROPERTIES = frozenset({"place_search_text", "unplaced"})
RECORD_PLACES = frozenset({"telephones", "email", "contact_safely"})
DATES = frozenset(
    {"from", "to", "first_seen", "last_seen", "last_confirmed", "withdrawn", "last_contact", "extracted"}
    | {
        "date_of_birth",
        "date_of_death",
    }
)


def day(value: str | dt.date | None) -> dt.date | None:
    """A date from ``2020-01-31``, ``2020-01`` or ``2020``."""
    if value is None or isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)


@dataclass(frozen=True)
class TinyNode:
    labels: tuple[str, ...]
    uid: str
    properties: dict[str, Any]


@dataclass(frozen=True)
class TinyEdge:
    type: str
    source: str
    target: str
    properties: dict[str, Any]


@dataclass
class Tiny:
    """A graph under construction; each method adds to it and gives it back."""

    nodes: dict[str, TinyNode] = field(default_factory=dict)
    edges: list[TinyEdge] = field(default_factory=list)

    def node(self, label: str, uid: str, **properties: Any) -> Self:
        """Any node. Several labels are parted by a colon."""
        self.nodes[uid] = TinyNode(tuple(label.split(":")), uid, {"guard": "", **properties})
        return self

    def child(self, uid: str, name: str | None = None, **properties: Any) -> Self:
        return self._person("Person:Child", uid, name, properties)

    def adult(self, uid: str, name: str | None = None, **properties: Any) -> Self:
        return self._person("Person:Carer", uid, name, properties)

    def _person(self, label: str, uid: str, name: str | None, properties: dict[str, Any]) -> Self:
        forename, _, surname = (name or f"{uid.capitalize()} Test").partition(" ")
        born = day(properties.pop("born", None))
        feeds = properties.pop("feeds", ("social_care",))
        telephones = properties.pop("telephones", None)
        shown = {
            "forename": forename or None,
            "surname": surname or None,
            "date_of_birth": born,
            "date_of_death": day(properties.pop("died", None)),
            "place_guard": "",
            **properties,
        }
        postcodes = shown.pop("postcodes", ())
        names, places = search_text(shown, postcodes)
        self.node(label, uid, search_text=names, place_search_text=places or None, **shown)
        for feed in feeds:
            self.record(feed, uid, telephones=telephones)
        return self

    def record(self, feed: str, uid: str, **properties: Any) -> Self:
        """What one feed says about one person; what is not given is as on the person."""
        person = self.nodes[uid].properties
        key = f"{feed}:person:{properties.pop('identifier', uid)}"
        version = int(properties.pop("version", 1))
        same = {
            name: person.get(name)
            for name in ("forename", "surname", "date_of_birth", "sex", "nhs_number", "upn")
        }
        said = {name: day(value) if name in DATES else value for name, value in properties.items()}
        record = f"{key}#{version}"
        self.node(
            "Record",
            record,
            **{
                "key": key,
                "version": version,
                "feed": feed,
                "agency": feed,
                "kind": "child" if "Child" in self.nodes[uid].labels else "adult",
                "identifier": uid,
                "extracted": TOLD,
                "delivery": f"{feed}-1",
                "first_seen": TOLD,
                "current": True,
                "guard": person["guard"],
                **same,
                **said,
            },
        )
        self.edges.append(TinyEdge("DESCRIBES", record, uid, {"guard": ""}))
        return self

    def edge(self, type_: str, source: str, target: str, /, **properties: Any) -> Self:
        """Any sourced edge. ``since`` and ``until`` are when it was so."""
        feed = properties.pop("feed", "social_care")
        said = {"from": properties.pop("since", None), "to": properties.pop("until", None), **properties}
        said = {name: day(value) if name in DATES else value for name, value in said.items()}
        about = target if type_ == "WORKS_WITH" or target not in self.nodes else source
        places = [
            self.nodes[end].properties.get("place_guard", "") for end in (source, target) if end in self.nodes
        ]
        guard = combine(*places) if type_ in PLACE_EDGES else ""
        self.edges.append(
            TinyEdge(
                type_,
                source,
                target,
                {
                    "key": f"edge-{len(self.edges)}",
                    "guard": guard,
                    "feed": feed,
                    "agency": feed,
                    "record": f"{feed}:person:{about}",
                    "first_seen": TOLD,
                    **said,
                },
            )
        )
        return self

    def parent(self, adult: str, child: str, kind: str = "birth", **properties: Any) -> Self:
        return self.edge("PARENT_OF", adult, child, kind=kind, **properties)

    def cares(self, adult: str, child: str, relationship: str, **properties: Any) -> Self:
        return self.edge("CARES_FOR", adult, child, relationship=relationship, **properties)

    def responsible(self, adult: str, child: str, held: str = "yes", **properties: Any) -> Self:
        return self.edge("RESPONSIBLE_FOR", adult, child, held=held, **properties)

    def related(self, one: str, other: str, relationship: str, **properties: Any) -> Self:
        return self.edge("RELATED_TO", one, other, relationship=relationship, **properties)

    def address(self, uid: str, lines: str, postcode: str | None = None, **properties: Any) -> Self:
        defaults = {"address_class": "residential", "matched": "uprn"}
        return self.node("Address", uid, lines=lines, postcode=postcode, **{**defaults, **properties})

    def lives(
        self,
        person: str,
        address: str,
        since: str | None = None,
        until: str | None = None,
        kind: str = "main_home",
        **properties: Any,
    ) -> Self:
        return self.edge("LIVES_AT", person, address, since=since, until=until, kind=kind, **properties)

    def school(self, uid: str, name: str, **properties: Any) -> Self:
        return self.node("School", uid, name=name, urn=uid, **properties)

    def attends(
        self, child: str, school: str, since: str | None = None, until: str | None = None, **more: Any
    ) -> Self:
        return self.edge(
            "ATTENDS",
            child,
            school,
            since=since,
            until=until,
            **{"feed": "education", "status": "current", **more},
        )

    def service(self, uid: str, name: str, **properties: Any) -> Self:
        return self.node(
            "Service", uid, name=name, **{"key": f"social_care:{uid}", "agency": "social_care", **properties}
        )

    def involved(
        self, child: str, service: str, kind: str = "child_in_need", since: str | None = None, **more: Any
    ) -> Self:
        return self.edge(
            "INVOLVED_WITH", child, service, kind=kind, since=since, **{"status": "open", **more}
        )

    def event(self, uid: str, kind: str, on: str, **properties: Any) -> Self:
        return self.node("Event", uid, kind=kind, on=day(on), key=f"police:{uid}", **properties)

    def party(self, person: str, event: str, role: str, **properties: Any) -> Self:
        return self.edge("PARTY_TO", person, event, role=role, **{"feed": "police", **properties})

    def worker(self, uid: str, name: str, **properties: Any) -> Self:
        return self.node("Professional", uid, name=name, **{"key": f"social_care:{uid}", **properties})

    def works(self, worker: str, child: str, service: str | None = None, **properties: Any) -> Self:
        key = self.nodes[service].properties["key"] if service else None
        return self.edge("WORKS_WITH", worker, child, service=key, **properties)

    def family_file(self, uid: str, *children: str, **properties: Any) -> Self:
        self.node("FamilyFile", uid, key=uid)
        for child in children:
            self.edge("IN_FAMILY_FILE", child, uid, **properties)
        return self

    def agency(self, code: str, name: str) -> Self:
        return self.node("Agency", f"agency-{code}", code=code, name=name, feed_live=True)

    def delivery(self, feed: str, received: str, sequence: int = 1, **properties: Any) -> Self:
        uid = f"{feed}-{received}"
        said = {"feed": feed, "agency": feed, "kind": "full", "status": "closed", "sequence": sequence}
        others = [each.properties for each in self.nodes.values() if each.labels == ("Delivery",)]
        others = [each for each in others if each["feed"] == feed and each["status"] == "closed"]
        on = dt.date.fromisoformat(received)
        if properties.get("status", "closed") == "closed" and all(each["received"] <= on for each in others):
            said["latest"] = True
            for each in others:
                each.pop("latest", None)
        self.nodes[uid] = TinyNode(("Delivery",), uid, {**said, "received": day(received), **properties})
        return self

    def without(self, clear: Iterable[str]) -> Tiny:
        """The same graph from which everything that needs more than these guards has been taken away."""
        clear = set(clear)
        closed = {
            uid for uid, node in self.nodes.items() if node.properties.get("place_guard", "") not in clear
        }
        nodes = {uid: node for uid, node in self.nodes.items() if node.properties.get("guard", "") in clear}
        unplaced = {edge.source for edge in self.edges if edge.type == "DESCRIBES" and edge.target in closed}
        for uid, node in nodes.items():
            gone = PLACE_PROPERTIES if uid in closed else RECORD_PLACES if uid in unplaced else frozenset()
            kept = {name: value for name, value in node.properties.items() if name not in gone}
            nodes[uid] = replace(node, properties=kept)
        edges = [
            edge
            for edge in self.edges
            if edge.properties["guard"] in clear
            and edge.source in nodes
            and edge.target in nodes
            and not (edge.type in PLACE_EDGES and {edge.source, edge.target} & closed)
        ]
        return Tiny(nodes, edges)

    def write(self, graph: Graph) -> None:
        """Into an empty database."""
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for node in self.nodes.values():
            groups.setdefault(node.labels, []).append({"uid": node.uid, "properties": node.properties})
        for labels, rows in groups.items():
            made = ":".join(labels)
            graph.write_batches(
                f"UNWIND $rows AS row CREATE (n:{made}) SET n = row.properties SET n.uid = row.uid", rows
            )
        self.link(graph)

    def link(self, graph: Graph) -> None:
        """The edges alone, between nodes that are there."""
        links: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for edge in self.edges:
            ends = self.nodes[edge.source].labels[0], self.nodes[edge.target].labels[0]
            row = {"source": edge.source, "target": edge.target, "properties": edge.properties}
            links.setdefault((edge.type, *ends), []).append(row)
        for (kind, source, target), rows in links.items():
            graph.write_batches(
                f"UNWIND $rows AS row MATCH (a:{source} {{uid: row.source}}) MATCH (b:{target} {{uid: row.target}}) "
                f"CREATE (a)-[e:{kind}]->(b) SET e = row.properties",
                rows,
            )
