"""Writing people: plans what is wanted for some of them, compares, and writes the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any

from graph.behind import Behind
from graph.changes import Changed
from graph.system import Door, run, run_keys, run_rows
from ingest.addresses.homes import Home
from ingest.addresses.places import Gazetteer, NoPlaces
from ingest.projection.plan import (
    Context,
    Planned,
    agency_nodes,
    family_nodes,
    merged_schools,
    plan_changes,
    plan_edges,
    plan_node,
    plan_person,
    plan_reference,
)
from ingest.projection.rows import REFERENCE_LABELS, Edge, Node, reference_uid
from ingest.projection.store import Difference, apply, compare, existing_edges, existing_nodes
from ingest.projection.told import Retold, Spoken
from model.addresses import parse, postcode
from model.codes import AddressClass
from model.guards import Clearance

PEOPLE_AT_ONCE = 5_000
NO_PLACES = NoPlaces()


_NOTED = {"Person": "people", "Address": "homes", "Event": "events", "Professional": "workers"}


@dataclass(slots=True)
class Written:
    """What a projection did."""

    people: int = 0
    nodes: int = 0
    edges_added: int = 0
    edges_removed: int = 0
    edges_altered: int = 0
    awaited: int = 0
    dropped: int = 0
    changed: Changed = field(default_factory=Changed)
    """Who is touched, where only some people are written; of a whole borough nobody is noted."""

    @property
    def counts(self) -> dict[str, int]:
        """How much was written, by name."""
        numbers = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: number for name, number in numbers.items() if isinstance(number, int)}

    def note(self, difference: Difference) -> None:
        """Note whom a difference touches, and in what."""
        changed = self.changed
        for edge in (*difference.new_edges, *difference.gone_edges, *difference.altered_edges):
            ends = ((edge.start_label, edge.start), (edge.end_label, edge.end))
            people = [uid for label, uid in ends if label == "Person"]
            changed.people.update(people)
            changed.note(edge.type, people)
        for edge in difference.gone_edges:  # nothing in the graph leads there any more
            for label, uid in ((edge.start_label, edge.start), (edge.end_label, edge.end)):
                if label in _NOTED and label != "Person":
                    getattr(changed, _NOTED[label]).add(uid)
                    changed.note(edge.type, [uid])
        for node in (*difference.new_nodes, *difference.relabelled, *difference.altered):
            if node.family in _NOTED:
                getattr(changed, _NOTED[node.family]).add(node.uid)
            names = difference.altered_in.get(node.uid)
            for kind in [node.family] if names is None else [f"{node.family}.{name}" for name in names]:
                changed.note(kind, [node.uid])
        changed.services |= any(node.family == "Service" for node in difference.altered)

    def count(self, difference: Difference) -> None:
        """Add what a difference wrote."""
        self.nodes += len(difference.new_nodes) + len(difference.altered) + len(difference.relabelled)
        self.edges_added += len(difference.new_edges)
        self.edges_removed += len(difference.gone_edges)
        self.edges_altered += len(difference.altered_edges)


def address_node(uid: str, home: Home, guard: str, places: Gazetteer = NO_PLACES) -> Node:
    """The node of a home. A refuge is a token: no lines, UPRN, authority or position, whatever the form says."""
    form = home.form
    refuge = home.address_class == AddressClass.REFUGE
    parsed = None if refuge else parse(form)
    written = [
        form.saon,
        " ".join(part for part in (form.paon, form.street) if part),
        form.locality,
        form.town,
    ]
    lines = list(form.lines) or [part for part in written if part]
    properties: dict[str, Any] = {
        "uid": uid,
        "guard": Clearance.LOCATION.value if refuge else guard,
        "anchor": home.anchor,
        "lines": "Refuge" if refuge else ", ".join(lines) or None,
        "address_class": home.address_class,
        "matched": home.matched,
    }
    if not refuge:
        code = postcode(form.postcode) or (parsed.postcode if parsed else None)
        place = places.find(code)
        given = form.easting is not None and form.northing is not None
        position = (form.easting, form.northing) if given else (place.easting, place.northing)
        properties |= {
            "uprn": home.uprn,
            "key": parsed.key if parsed else None,
            "postcode": code,
            "local_authority": place.authority,
            "authority_name": place.authority_name,
            "ward": place.ward,
            "deprivation": place.deprivation,
            "outside": place.outside,
            "postcode_listed": place.listed,
            "easting": position[0],
            "northing": position[1],
            "position_from": "given" if given else "postcode" if position[0] is not None else None,
        }
    return Node(("Address",), uid, {name: value for name, value in properties.items() if value is not None})


class Projector:
    """Projects some people, and schools, services and workers, onto the graph through ``door``.

    With ``behind`` it is one of many pieces of a whole: differences are written while the next are planned, and an
    edge between two people waits until both are there, at the latest for :meth:`finish`. ``empty`` says that the graph
    holds nothing to compare with.
    """

    def __init__(
        self,
        door: Door,
        context: Context,
        homes: Mapping[str, Home],
        *,
        behind: Behind | None = None,
        empty: bool = False,
    ) -> None:
        """``homes`` gives, by address uid, the homes whose nodes may have to be written."""
        self._door = door
        self._context = context
        self._homes = homes
        self._behind = behind
        self._empty = empty
        self._waiting: defaultdict[str, list[Edge]] = defaultdict(list)
        """Edges by the uid of a person at one end who is not there yet."""
        self._present: set[str] = set()
        self._come: set[str] = set()
        self._made: set[str] = set()
        self._unsettled: set[str] = set()
        self.written = Written()

    def people(
        self, groups: Mapping[str, Sequence[str]], spoken: Mapping[str, Spoken], leaving: Sequence[str] = ()
    ) -> None:
        """Write these people: uid -> keys of their records. ``spoken`` holds what each of the records says; records
        that are ``leaving`` describe nobody any more, and what they claimed goes."""
        planned = Planned()
        for uid, keys in groups.items():
            records = {key: spoken[key] for key in keys if key in spoken}
            if records:
                plan_person(uid, records, self._context, planned)
        self.written.people += len(groups)
        self._present.update(groups)
        self._come = set(groups)
        self._write(planned, [*(key for keys in groups.values() for key in keys), *leaving], {})

    def amend(
        self,
        groups: Mapping[str, Sequence[str]],
        spoken: Mapping[str, Spoken],
        *,
        settled: Mapping[str, Retold | None],
        leaving: Sequence[str] = (),
        rehomed: Iterable[str] = (),
    ) -> None:
        """Write these people as :meth:`people` does, knowing more. Records that are ``settled`` stand in the graph as
        the ledger has them, under the same guards and with the same targets, so that of them only what they say
        otherwise now is written (None: nothing). ``rehomed`` are uids of addresses whose home may be another."""
        planned, held = Planned(), Planned()
        loose: list[str] = []
        for uid, keys in groups.items():
            records = {key: spoken[key] for key in keys if key in spoken}
            if not records:
                continue
            anew = {key: said for key, said in records.items() if key not in settled}
            plan_node(uid, records, self._context, planned)
            plan_edges(uid, anew, self._context, planned)
            loose += anew
            for key, said in records.items():
                if (changes := settled.get(key)) is not None:
                    plan_changes(uid, said.newest[0].uid, changes, self._context, planned, held)
        self.written.people += len(groups)
        self._described(groups)
        self._write(planned, [*loose, *leaving], {}, held=held.edges, rehomed=rehomed)

    def references(self, spoken: Mapping[str, Spoken]) -> None:
        """Write the schools, services and workers that these records are of."""
        planned = Planned()
        holders: dict[str, list[str]] = {"Professional": [], "Service": []}
        schools, feeds = Planned(), []
        for key, said in spoken.items():
            label = REFERENCE_LABELS[key.split(":", 2)[1]]
            if label in holders:
                holders[label].append(reference_uid(key))
            before = len(schools.nodes)
            plan_reference(key, said, self._context, schools if label == "School" else planned)
            feeds += [key.partition(":")[0]] * (len(schools.nodes) - before)
        planned.nodes += merged_schools(schools.nodes, feeds)
        planned.edges += schools.edges
        planned.awaited += schools.awaited
        planned.agencies |= schools.agencies
        self._write(planned, list(spoken), holders)

    def _write(
        self,
        planned: Planned,
        records: Sequence[str],
        references: Mapping[str, Sequence[str]],
        *,
        held: Sequence[Edge] = (),
        rehomed: Iterable[str] = (),
    ) -> None:
        """Write the difference to what is there: the edges that ``records`` and ``references`` claim in the graph, and
        those that are ``held`` there and need not be asked for."""
        nodes = (
            planned.nodes + family_nodes(planned) + agency_nodes(planned) + self._address_nodes(planned.edges)
        )
        if self._empty:
            difference = Difference(new_nodes=[node for node in nodes if node.uid not in self._made])
            unique = {(edge.type, edge.start, edge.end, edge.key): edge for edge in planned.edges}
            difference.new_edges = list(unique.values())
            self._made.update(
                node.uid for node in nodes if node.family in ("Address", "FamilyFile", "Agency")
            )
        else:
            if self._behind is not None:
                self._behind.wait()
            also = self._homes_as_they_are(rehomed, nodes)
            held_nodes = existing_nodes(self._door, [*nodes, *also])
            nodes += [node for node in also if node.uid in held_nodes]
            nodes = [self._keeping_guard(node, held_nodes) for node in nodes]
            held_edges = existing_edges(self._door, [] if references else records, references)
            difference = compare(nodes, planned.edges, held_nodes, [*held_edges, *held])
            self._unsettled |= {
                edge.end
                for edge in (*difference.new_edges, *difference.gone_edges, *difference.altered_edges)
                if edge.type == "LIVES_AT"
            }
        self.written.count(difference)
        self.written.awaited += len(planned.awaited)
        self.written.dropped += planned.dropped
        self._put(difference, planned.awaited, records)

    def _put(
        self, difference: Difference, awaited: Sequence[tuple[str, str]], records: Sequence[str]
    ) -> None:
        if self._behind is None:
            self.written.note(difference)
            apply(self._door, difference)
            self._await(awaited, records)
            return
        difference.new_edges = [*self._let_go(), *filter(self._is_ready, difference.new_edges)]
        self._behind.run(lambda: apply(self._door, difference))
        self._behind.run(lambda: self._await(awaited, records))

    def _is_ready(self, edge: Edge) -> bool:
        """Whether the people at both ends are there; if not, the edge waits."""
        if edge.start_label == edge.end_label:
            for end in (edge.start, edge.end):
                if end not in self._present:
                    self._waiting[end].append(edge)
                    return False
        return True

    def _let_go(self) -> list[Edge]:
        """The edges that waited for people who have come, and wait for nobody else."""
        come = self._come & self._waiting.keys()
        self._come = set()
        return [edge for uid in come for edge in self._waiting.pop(uid) if self._is_ready(edge)]

    def take_away(self, people: Sequence[str]) -> None:
        """Take away people whom no record describes any more; they and whoever was tied to them are touched."""
        if people:
            near = run(self._door, "projection/ties_of_persons", keys=people)
            tied = {row[end] for row in near for end in ("adult", "child")}.union(people)
            self.written.changed.people |= tied
            self.written.changed.note("Person", tied)
            run(self._door, "projection/delete_people", keys=people)

    def told_of(self, records: Sequence[str]) -> Written:
        """What was written; whom these records describe is touched, though nothing of theirs may have been written."""
        rows = run_keys(self._door, "projection/persons_of_records", records)
        self._described(row["uid"] for row in rows)
        return self.written

    def _described(self, people: Iterable[str]) -> None:
        uids = set(people)
        self.written.changed.people |= uids
        self.written.changed.note("DESCRIBES", uids)

    def finish(self) -> None:
        """Write the edges that still wait, guard the addresses, and wait until everything is written."""
        if self._behind is not None:
            self._behind.wait()
            rest = [edge for edges in self._waiting.values() for edge in edges]
            apply(self._door, Difference(new_edges=rest))
        self._settle_addresses()

    def _address_nodes(self, edges: Sequence[Edge]) -> list[Node]:
        """Nodes of the homes that edges lead to. What no open edge leads to stays guarded until all are known."""
        guards: defaultdict[str, set[str]] = defaultdict(set)
        for edge in edges:
            if edge.type == "LIVES_AT":
                guards[edge.end].add(edge.properties["guard"])
        nodes = []
        for uid in sorted(guards):
            if uid in self._homes:
                node = address_node(
                    uid,
                    self._homes[uid],
                    "" if "" in guards[uid] else Clearance.LOCATION.value,
                    self._context.places,
                )
                nodes.append(node)
                if uid in self._made or node.properties["guard"]:
                    self._unsettled.add(uid)
        return nodes

    def _homes_as_they_are(self, uids: Iterable[str], besides: Sequence[Node]) -> list[Node]:
        """The nodes of these homes, those left out that are planned already."""
        there = {node.uid for node in besides}
        wanted = sorted(uid for uid in set(uids) - there if uid in self._homes)
        return [address_node(uid, self._homes[uid], "", self._context.places) for uid in wanted]

    @staticmethod
    def _keeping_guard(node: Node, held: Mapping[str, Node]) -> Node:
        if node.family != "Address" or node.uid not in held:
            return node
        return Node(
            node.labels, node.uid, {**node.properties, "guard": held[node.uid].properties.get("guard", "")}
        )

    def _await(self, awaited: Sequence[tuple[str, str]], keys: Sequence[str]) -> None:
        if not self._empty:
            list(run_keys(self._door, "projection/delete_awaits", keys))
        wanted = sorted(set(awaited))
        run_rows(
            self._door, "projection/put_awaited", ({"key": key} for key in sorted({key for _, key in wanted}))
        )
        run_rows(
            self._door, "projection/create_awaits", ({"start": start, "key": key} for start, key in wanted)
        )

    def _settle_addresses(self) -> None:
        """Guard each touched address as the edges that reach it are guarded, and take away those nothing reaches."""
        guarded: list[dict[str, Any]] = []
        gone: list[str] = []
        for row in run_keys(self._door, "projection/address_guards", sorted(self._unsettled)):
            if row["edges"] == 0:
                gone.append(row["uid"])
            else:
                wanted = shared_guard(row["guards"], refuge=row["address_class"] == AddressClass.REFUGE)
                if wanted != row["guard"]:
                    guarded.append({"uid": row["uid"], "guard": wanted})
        run_rows(self._door, "projection/set_address_guards", guarded)
        homes = {row["uid"] for row in guarded}
        self.written.changed.homes |= homes
        self.written.changed.note("Address.guard", homes)
        if gone:
            run(self._door, "projection/delete_addresses", keys=gone)


def shared_guard(guards: Iterable[str], *, refuge: bool = False) -> str:
    """What every way to an address asks for: an address that anybody open leads to is open, unless it is a refuge."""
    needed = [frozenset(part for part in each.split("+") if part) for each in guards]
    shared: frozenset[str] = frozenset.intersection(*needed) if needed else frozenset()
    return "+".join(sorted(shared | ({Clearance.LOCATION.value} if refuge else set())))


def chunks(
    groups: Mapping[str, Sequence[str]], size: int = PEOPLE_AT_ONCE
) -> Iterator[dict[str, Sequence[str]]]:
    """Some people at a time, in order of uid."""
    rest = iter(sorted(groups.items()))
    while some := dict(islice(rest, size)):
        yield some
