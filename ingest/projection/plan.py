"""What the graph should hold for one person, and for one school, service or worker. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.addresses.places import Gazetteer, NoPlaces
from ingest.feeds import feed
from ingest.projection.rows import REFERENCE_LABELS, Edge, Node, reference_uid, shared_key
from ingest.projection.told import Retold, Spoken, Told
from ingest.projection.values import Said, shown_values
from model.addresses import postcode
from model.codes import EventRole
from model.guards import Clearance, combine, guard
from model.observations import AddressForm
from model.search import search_text

PLACE_EDGES = frozenset({"LIVES_AT", "ATTENDS", "INVOLVED_WITH", "WORKS_WITH", "PARTY_TO"})
"""Edges that locate the person at their end (architecture, guards)."""

CARE_EDGES = frozenset({"PARENT_OF", "CARES_FOR", "RESPONSIBLE_FOR"})


@dataclass(frozen=True, slots=True)
class Guards:
    """What a reader needs for a person to exist, and for whatever locates them."""

    own: str = ""
    place: str = ""

    @property
    def places(self) -> str:
        """The guard of the person's place edges."""
        return combine(self.own, self.place)

    @property
    def protection(self) -> str | None:
        """The strongest protection in force, as the node shows it."""
        for kind in (Clearance.SEALED, Clearance.HIDDEN, Clearance.HELD):
            if kind in self.own.split("+"):
                return kind.value
        return Clearance.LOCATION.value if self.place else None


OPEN = Guards()


@dataclass(slots=True)
class Context:
    """What the plan of one person needs to know of others.

    ``person_of`` gives the uid of the person whom a record describes, None where there is none yet; ``home_of`` the uid
    of the address that a record's form names, None where it cannot be placed; ``is_known`` whether a school, service
    or worker has been delivered; ``places`` knows where a postcode lies.
    """

    person_of: Callable[[str], str | None]
    home_of: Callable[[str, AddressForm], str | None]
    is_known: Callable[[str], bool]
    guards: Mapping[str, Guards]
    abusers: frozenset[str] = frozenset()
    places: Gazetteer = field(default_factory=NoPlaces)

    def guards_of(self, uid: str) -> Guards:
        """The guards of a person, open unless said otherwise."""
        return self.guards.get(uid, OPEN)


@dataclass(slots=True)
class Planned:
    """Rows of one or several people: nodes and edges that should be there, and keys that are waited for."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    families: dict[str, str] = field(default_factory=dict)
    """uid of a family file -> its key"""
    agencies: dict[str, str] = field(default_factory=dict)
    """uid of an agency -> the key that claims name it by"""
    awaited: list[tuple[str, str]] = field(default_factory=list)
    """(uid of the version that waits, record key it waits for)"""
    dropped: int = 0
    """Claims of somebody about themselves, which a merge of records can bring about."""


def plan_person(uid: str, records: Mapping[str, Spoken], context: Context, into: Planned) -> None:
    """Add one person's node and every edge that the person's records claim."""
    plan_node(uid, records, context, into)
    plan_edges(uid, records, context, into)


def plan_edges(uid: str, records: Mapping[str, Spoken], context: Context, into: Planned) -> None:
    """Add every edge that records of one person claim."""
    guards = context.guards_of(uid)
    for spoken in records.values():
        for version, _ in spoken:
            into.edges.append(
                Edge("DESCRIBES", "Record", version.uid, "Person", uid, version.uid, {"guard": guards.own})
            )
        newest, _ = spoken.newest
        for each in spoken.told:
            _plan_claim(uid, guards, newest.uid, each, context, into)


def plan_node(uid: str, records: Mapping[str, Spoken], context: Context, into: Planned) -> None:
    """Add one person's node."""
    current: list[Said] = []
    postcodes: set[str] = set()
    kinds: set[str] = set()
    cares = False
    abuser = uid in context.abusers
    for spoken in records.values():
        newest, statement = spoken.newest
        if newest.current and statement is not None:
            current.append(Said(statement, newest.part.extracted))
        kinds.update(each.kind for _, each in spoken if each is not None)
        for each in spoken.told:
            claim = each.claim
            cares = cares or (claim.outgoing and claim.edge in CARE_EDGES)
            abuser = abuser or _is_of_alleged_abuser(each)
            if (
                claim.edge == "LIVES_AT"
                and each.withdrawn is None
                and claim.properties.get("to") is None
                and isinstance(claim.target, AddressForm)
                and (code := postcode(claim.target.postcode))
            ):
                postcodes.add(code)
    if not current:
        last = [said for spoken in records.values() if (said := spoken.last_said) is not None]
        current = [Said(statement, version.part.extracted) for version, statement in last]
    labels = (
        {"Person"}
        | ({"Child"} if "child" in kinds else set())
        | ({"Carer"} if cares or "adult" in kinds else set())
    )
    guards = context.guards_of(uid)
    into.nodes.append(
        Node(tuple(sorted(labels)), uid, _properties(uid, guards, current, sorted(postcodes), abuser))
    )


def plan_changes(
    uid: str, version: str, changes: Retold, context: Context, wanted: Planned, held: Planned
) -> None:
    """Add the edges that one record claims otherwise than before: as they should be to ``wanted``, as they are to
    ``held``. Only for a record that described ``uid`` already, under the same guards, and of whose targets none is
    another now. ``version`` is the uid of its newest version."""
    guards = context.guards_of(uid)
    for each in changes.before:
        _plan_claim(uid, guards, version, each, context, held)
    for each in changes.now:
        _plan_claim(uid, guards, version, each, context, wanted)
    for new in changes.versions:
        wanted.edges.append(Edge("DESCRIBES", "Record", new, "Person", uid, new, {"guard": guards.own}))


def _properties(
    uid: str, guards: Guards, current: Sequence[Said], postcodes: Sequence[str], abuser: bool
) -> dict[str, Any]:
    shown = shown_values(current)
    unplaced = [each.statement.unplaced for each in current if each.statement.unplaced]
    names, places = search_text(shown, postcodes)
    properties: dict[str, Any] = {
        "uid": uid,
        "guard": guards.own,
        "place_guard": guards.place,
        "protection": guards.protection,
        "alleged_abuser": True if abuser else None,
        "search_text": names,
        "place_search_text": places or None,
        "unplaced": sorted(unplaced)[0] if unplaced and not postcodes else None,
        **shown,
    }
    return {name: value for name, value in properties.items() if value is not None}


def _is_of_alleged_abuser(each: Told) -> bool:
    """Whether a claim names its subject as the alleged perpetrator of something and still stands."""
    return each.withdrawn is None and each.claim.properties.get("role") == EventRole.ALLEGED_PERPETRATOR


def _plan_claim(uid: str, guards: Guards, version: str, each: Told, context: Context, into: Planned) -> None:
    target = each.claim.target
    if isinstance(target, AddressForm):
        home = context.home_of(each.record, target)
        if home is not None:
            into.edges.append(_edge(each, "Person", uid, "Address", home, guards.places))
        return
    kind = target.split(":", 2)[1]
    if kind == "person":
        _plan_relation(uid, guards, version, each, target, context, into)
        return
    if kind not in ("family", "agency") and not context.is_known(target):
        into.awaited.append((version, shared_key(target)))
        return
    needed = guards.places if each.claim.edge in PLACE_EDGES else guards.own
    other = (REFERENCE_LABELS[kind], reference_uid(target))
    if kind == "family":
        into.families[other[1]] = target
    ends = (("Person", uid), other) if each.claim.outgoing else (other, ("Person", uid))
    into.edges.append(_edge(each, *ends[0], *ends[1], needed))


def _plan_relation(
    uid: str, guards: Guards, version: str, each: Told, target: str, context: Context, into: Planned
) -> None:
    other = context.person_of(target)
    if other is None:
        into.awaited.append((version, target))
    elif other == uid:
        into.dropped += 1
    else:
        start, end = (uid, other) if each.claim.outgoing else (other, uid)
        into.edges.append(
            _edge(each, "Person", start, "Person", end, combine(guards.own, context.guards_of(other).own))
        )


def _edge(each: Told, start_label: str, start: str, end_label: str, end: str, needed: str) -> Edge:
    properties: dict[str, Any] = {
        "key": each.key,
        "guard": needed,
        "record": each.record,
        "feed": each.feed,
        "agency": each.agency,
        "first_seen": each.first_seen,
    }
    if each.last_seen is not None:
        properties["last_seen"] = each.last_seen
    if each.withdrawn is not None:
        properties["withdrawn"] = each.withdrawn
    for name, value in each.claim.properties.items():
        if value is not None:
            properties[name] = value
    return Edge(each.claim.edge, start_label, start, end_label, end, each.key, properties)


def plan_reference(key: str, spoken: Spoken, context: Context, into: Planned) -> None:
    """Add the node of a school, service, worker or event, and the edges that its record claims."""
    if spoken.last_said is None:
        return
    newest, statement = spoken.last_said
    label = REFERENCE_LABELS[statement.kind]
    uid = reference_uid(key)
    naming = {} if label == "School" else {"key": key}
    properties = {"uid": uid, "guard": "", **naming, **statement.attributes}
    known = {name: value for name, value in properties.items() if value is not None}
    into.nodes.append(Node((label,), uid, known))
    agency = f"{statement.feed}:agency:{statement.agency}"
    into.agencies[reference_uid(agency)] = agency
    for each in spoken.told:
        target = each.claim.target
        if isinstance(target, AddressForm):
            continue
        kind = target.split(":", 2)[1]
        if kind not in ("family", "agency") and not context.is_known(target):
            into.awaited.append((newest.uid, shared_key(target)))
            continue
        if kind == "agency":
            into.agencies[reference_uid(target)] = target
        into.edges.append(_edge(each, label, uid, REFERENCE_LABELS[kind], reference_uid(target), ""))


def merged_schools(nodes: Sequence[Node], feeds: Sequence[str]) -> list[Node]:
    """One node for each school, from what every feed says of it. ``feeds`` are those that the nodes come from, in their
    order. What the register of schools says goes before what others say, then the first feed in alphabetical order."""
    order = sorted(
        zip(nodes, feeds, strict=True), key=lambda each: ("school" not in feed(each[1]).registers, each[1])
    )
    merged: dict[str, Node] = {}
    for node, _ in order:
        before = merged.get(node.uid)
        known = node.properties if before is None else {**node.properties, **before.properties}
        merged[node.uid] = Node(node.labels, node.uid, known)
    return list(merged.values())


def family_nodes(planned: Planned) -> list[Node]:
    """The nodes of the family files that planned edges lead to."""
    return [
        Node(("FamilyFile",), uid, {"uid": uid, "guard": "", "key": key})
        for uid, key in sorted(planned.families.items())
    ]


def agency_nodes(planned: Planned) -> list[Node]:
    """The nodes of the agencies that speak or that planned edges lead to; an agency that delivers has a live feed."""
    nodes = []
    for uid, key in sorted(planned.agencies.items()):
        code, _, agency = key.split(":", 2)
        name = feed(code).agency_name
        nodes.append(
            Node(("Agency",), uid, {"uid": uid, "guard": "", "code": agency, "name": name, "feed_live": True})
        )
    return nodes


def hidden_guard(kinds: set[str]) -> str:
    """The guard of a person with these protections, their location aside."""
    wanted = {"hidden": Clearance.HIDDEN, "sealed": Clearance.SEALED, "held": Clearance.HELD}
    return guard(wanted[kind] for kind in kinds if kind in wanted)
