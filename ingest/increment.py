"""A load that changes little: matches and projects only whom it touches, and is written in one transaction.

Touched are: the records that a delivery changed; records that waited for them; the people whose records are grouped
otherwise than before, and whoever claims something about those; and the people whose protection changes.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.gateway import Graph
from graph.system import Door, run, run_keys
from ingest import protection
from ingest.addresses.book import AddressBook
from ingest.addresses.homes import Home
from ingest.addresses.places import Gazetteer
from ingest.delivery.intake import touched_by
from ingest.delivery.ledger import History
from ingest.feeds import all_feeds
from ingest.judging import human_judgements, judged_in, write_judgements
from ingest.matching.records import Group, HumanJudgement, MatchRecord, Resolution
from ingest.matching.resolver import Resolver
from ingest.naming import Names
from ingest.people import Groups, form_id, forms_of, person_record, targets
from ingest.projection.coverage import Tie
from ingest.projection.plan import OPEN, Context, Guards
from ingest.projection.projector import NO_PLACES, Projector, Written
from ingest.projection.rows import REFERENCE_LABELS, reference_uid, shared_key
from ingest.projection.told import Retold, Spoken, Told, retold
from ingest.reconcile import protected_record
from ingest.spoken import Speech
from model.guards import Clearance
from model.judging import JudgedHomes
from model.observations import AddressForm, record_key


@dataclass(slots=True)
class Touched:
    """What is known of the people a load touches, before anything is written."""

    before: dict[str, str] = field(default_factory=dict)
    """record key -> uid of the person whom it described"""
    guards_before: dict[str, Guards] = field(default_factory=dict)
    resolutions: list[Resolution] = field(default_factory=list)
    vanished: set[str] = field(default_factory=set)


class Increment:
    """One small load. ``overlay`` holds the histories of the records that it changes."""

    def __init__(
        self,
        graph: Graph,
        book: AddressBook,
        resolver: Resolver,
        *,
        model: str,
        overlay: Mapping[str, History],
        on: dt.date,
        delivery: str,
        protections: Iterable[protection.Protected],
        judgements: Sequence[HumanJudgement] | None = None,
        judged_homes: Sequence[JudgedHomes] | None = None,
        speech: Speech | None = None,
        places: Gazetteer = NO_PLACES,
    ) -> None:
        """``protections`` are those in force once the load is in; ``judgements`` and ``judged_homes`` those of people,
        None: as they stand. ``delivery`` is the uid of what leads to the load: a delivery, or a judgement. ``speech``:
        of the same overlay, where there is one already."""
        self._graph, self._book, self._resolver = graph, book, resolver
        self._model = model
        self._overlay, self._on, self._delivery = overlay, on, delivery
        self._places = places
        self._protections = list(protections)
        self._human = human_judgements(graph) if judgements is None else judgements
        self._judged_homes = judged_homes
        self._speech = speech or Speech(graph, overlay)
        self._names = Names(graph, on)
        self._groups = Groups()
        self._touched = Touched()
        self._anchors: dict[str, str] = {}
        self._uid_of_anchor: dict[str, str] = {}
        self._done: set[str] = set()
        self._nobody: list[str] = []
        self._loose: set[str] = set()
        """Records of which an edge may lead to another node than before: they are compared with the graph."""
        self._moved: set[str] = set()
        self._rehomed: set[str] = set()
        """Address anchors that gained, lost or altered a form."""
        self._claimed: set[str] = set()

    def prepare(self, stamp: str) -> Callable[[Door], Written]:
        """Match, and work out who is touched; gives what writes it, which may be run again from its beginning."""
        changed = touched_by(self._overlay)
        persons = changed.pop("person", [])
        references = [key for keys in changed.values() for key in keys]
        asked = sorted({*persons, *map(shared_key, references)})
        keys = set(persons) | self._waiting(asked) | self._rehoused(persons)
        waiting_references = {key for key in keys if key.split(":", 2)[1] != "person"}
        keys -= waiting_references
        self._loose = (keys - set(persons)) | self._moved | self._waiting_for(persons)
        self._match(sorted(persons), sorted(keys), stamp)
        guards = self._spread(keys)
        people = dict(self._groups.keys)
        spoken = self._speech.of(key for group in people.values() for key in group)
        spoken_references = self._speech.of(sorted(with_namesakes({*references, *waiting_references})))
        settled = self._settled(people, spoken, guards)
        loose = {key: said for key, said in spoken.items() if key not in settled}
        told = [each for said in loose.values() for each in said.told]
        told += [each for changes in settled.values() if changes for each in (*changes.before, *changes.now)]
        homes = self._homes(told)
        context = self._context(told, spoken_references, guards)

        def write(door: Door) -> Written:
            self._names.write(door, self._delivery)
            for resolution in self._touched.resolutions:
                write_judgements(door, resolution, on=self._on, model=self._model, anew=False)
            projector = Projector(door, context, homes)
            projector.references(spoken_references)
            projector.amend(
                people, spoken, settled=settled, leaving=self._nobody, rehomed=self._addresses(self._rehomed)
            )
            projector.take_away(sorted(self._touched.vanished))
            projector.finish()
            told = sorted({*judged_in(self._touched.resolutions), *self._overlay})
            return projector.told_of(told)

        return write

    def _settled(
        self, people: Mapping[str, Sequence[str]], spoken: Mapping[str, Spoken], guards: Mapping[str, Guards]
    ) -> dict[str, Retold | None]:
        """The records whose edges are in the graph as the ledger has them, or that are new, with what they say
        otherwise now: the same person, the same guards, and no target that is another."""
        settled: dict[str, Retold | None] = {}
        for uid, keys in people.items():
            if self._touched.guards_before.get(uid, OPEN) != guards.get(uid, OPEN):
                continue
            for key in keys:
                history = self._overlay.get(key)
                new = history is not None and history.stored is None
                if key not in self._loose and key in spoken and (new or self._touched.before.get(key) == uid):
                    changed = None if history is None else retold(self._speech.stored(key), spoken[key])
                    settled[key] = changed
        return settled

    def _waiting_for(self, keys: list[str]) -> set[str]:
        """Those of the records that wait for others."""
        return {row["record"] for row in run_keys(self._graph, "projection/waiting", keys)}

    def _waiting(self, keys: list[str]) -> set[str]:
        return {row["record"] for row in run_keys(self._graph, "projection/awaiting", keys)}

    def _rehoused(self, persons: list[str]) -> set[str]:
        """Enter the address forms of the changed records; the records that have another home for it."""
        upserts: dict[str, AddressForm] = {}
        withdrawn: set[str] = set()
        for key, spoken in self._speech.of(persons).items():
            forms, former = forms_of(key, spoken)
            upserts |= forms
            withdrawn |= former
        changes = self._book.update(upserts.items(), judged=self._judged_homes, withdrawn=withdrawn)
        self._rehomed = {anchor for anchor, home in changes.homes.items() if home is not None}
        self._addresses(self._rehomed)
        aliases = self._book.aliases(self._rehomed)
        self._names.forward({key: self._uid_of_anchor[anchor] for key, anchor in aliases.items()})
        self._moved = {form.partition("#")[0] for form in changes.moved}
        return self._moved

    def _match(self, persons: list[str], keys: list[str], stamp: str) -> None:
        withheld = {each.record for each in self._protections}
        self._before(keys)
        covered = {uid for uid, guards in self._touched.guards_before.items() if guards.own or guards.place}
        records = []
        for key, spoken in self._speech.of(persons).items():
            known = self._touched.before.get(key) in covered or key in withheld
            record = person_record(spoken, protected=known)
            if record is None:
                self._nobody.append(key)
            else:
                records.append(record)
        self._enter(self._resolver.update(records, self._nobody, self._human, stamp))
        left = {uid for key in self._nobody if (uid := self._touched.before.get(key)) is not None}
        self._touched.vanished |= left - self._groups.keys.keys()
        self._touch_claimants(left)
        self._keep(key for key in keys if self._groups.uid_of(key) is None)

    def _before(self, keys: Iterable[str]) -> None:
        """Learn whom records described until now."""
        for row in run_keys(self._graph, "projection/persons_of_records", sorted(keys)):
            self._touched.before[row["key"]] = row["uid"]
            self._touched.guards_before[row["uid"]] = Guards(row["guard"], row["place_guard"])

    def _keep(self, keys: Iterable[str]) -> None:
        """Enter the people whom these records describe as they are, with all their records."""
        uids = sorted({uid for key in keys if (uid := self._touched.before.get(key)) is not None})
        members: defaultdict[str, set[str]] = defaultdict(set)
        for row in run_keys(self._graph, "projection/records_of_persons", uids):
            members[row["person"]].add(row["record"])
        for uid, group in members.items():
            if uid not in self._groups.keys and uid not in self._touched.vanished:
                guards = self._touched.guards_before.get(uid, Guards())
                held = Clearance.HELD.value in guards.own.split("+")
                self._groups.put(uid, Group(frozenset(group), held))
                self._touched.before.update(dict.fromkeys(group, uid))

    def _enter(self, resolution: Resolution) -> None:
        """Name the groups that changed; whoever claims something about a person who is another now is touched too."""
        self._touched.resolutions.append(resolution)
        groups = sorted(resolution.groups, key=lambda group: min(group.keys))
        members = {key for group in groups for key in group.keys}
        self._before(key for key in members if key not in self._touched.before)
        for uid, group in zip(self._names.people([group.keys for group in groups]), groups, strict=True):
            self._groups.put(uid, group)
        moved = {
            key for key in members if self._touched.before.get(key) not in (None, self._groups.uid_of(key))
        }
        old = {self._touched.before[key] for key in moved}
        self._touched.vanished = {uid for uid in self._touched.vanished | old if uid not in self._groups.keys}
        self._touch_claimants(old)

    def _touch_claimants(self, people: Iterable[str]) -> None:
        """Touch the people whose records claim an edge at any of these."""
        rows = run_keys(self._graph, "projection/records_at_persons", sorted(people))
        keys = {row["record"] for row in rows if row["record"].split(":", 2)[1] == "person"}
        self._loose |= keys
        unknown = {key for key in keys if self._groups.uid_of(key) is None}
        self._before(unknown - self._touched.before.keys())
        self._keep(unknown)

    def _spread(self, keys: set[str]) -> dict[str, Guards]:
        """The guards once the load is in, with everybody touched whose guards they change."""
        while True:
            guards = self._guards()
            changed = self._reguarded(guards)
            strangers = changed - self._groups.keys.keys() - self._touched.vanished
            newly = [uid for uid in changed if uid in self._groups.keys and guards.get(uid) is not None]
            fresh = self._match_as_protected(newly)
            self._touch_claimants(changed - self._claimed)
            self._claimed |= changed
            if not strangers and not fresh:
                return guards
            for row in run_keys(self._graph, "projection/records_of_persons", sorted(strangers)):
                self._touched.before[row["record"]] = row["person"]
                keys.add(row["record"])
            self._keep([key for key, uid in self._touched.before.items() if uid in strangers])

    def _reguarded(self, guards: Mapping[str, Guards]) -> set[str]:
        held_now = {
            row["uid"]: Guards(row["guard"], row["place_guard"])
            for row in run(self._graph, "projection/guarded_people")
        }
        self._touched.guards_before.update(held_now)
        return {uid for uid in {*held_now, *guards} if held_now.get(uid) != guards.get(uid)}

    def _match_as_protected(self, people: Iterable[str]) -> bool:
        """Match again, as protected, the records of people who have just come under a protection."""
        stamp = self._resolver.stamp
        spoken = self._speech.of(key for uid in people for key in self._groups.keys[uid])
        records: list[MatchRecord] = []
        for key, said in spoken.items():
            record = person_record(said, protected=False)
            if record is not None and key not in self._done:
                records.append(protected_record(record))
        self._done |= {record.key for record in records}
        if not records or stamp is None:
            return False
        resolution = self._resolver.update(records, (), self._human, stamp)
        self._enter(resolution)
        return bool(resolution.groups)

    def _guards(self) -> dict[str, Guards]:
        """The guards of everybody protected: claims of touched people as they will be, of all others as they are."""
        person_of = self._person_of({each.record for each in self._protections} | self._abuser_records())
        declared = {uid for each in self._protections if (uid := person_of(each.record)) is not None}
        mine = self._anew()
        ties = protection.ties_in_graph(self._graph, declared, mine)
        spoken = self._speech.of(mine)
        claims = [claim for said in spoken.values() for claim in protection.care_claims(said)]
        uid_of = self._person_of({key for claim in claims for key in (claim.adult, claim.child)})
        ties += [
            Tie(adult, child, claim.edge, claim.paid)
            for claim in claims
            if (adult := uid_of(claim.adult)) is not None and (child := uid_of(claim.child)) is not None
        ]
        near = {uid for tie in ties for uid in (tie.adult, tie.child)} | declared
        homes = dict(protection.homes_in_graph(self._graph, near, mine))
        groups = self._groups.of(near)
        self._learn_homes(
            each for keys in groups.values() for key in keys if key in spoken for each in spoken[key].told
        )
        for uid, places in protection.current_homes(groups, spoken, self._home_of).items():
            homes[uid] = homes.get(uid, frozenset()) | places
        held = self._groups.held | self._held_elsewhere()
        return protection.guards(self._protections, held, person_of, ties, homes)

    def _anew(self) -> frozenset[str]:
        """The records of touched people whose claims the graph does not hold as they will be."""
        return frozenset(
            key
            for uid, keys in self._groups.keys.items()
            for key in keys
            if key in self._overlay or key in self._loose or self._touched.before.get(key) != uid
        )

    def _held_elsewhere(self) -> set[str]:
        return {
            row["uid"]
            for row in run(self._graph, "projection/guarded_people")
            if Clearance.HELD.value in row["guard"].split("+")
            and row["uid"] not in self._groups.keys
            and row["uid"] not in self._touched.vanished
        }

    def _abuser_records(self) -> set[str]:
        return {each.abuser for each in self._protections if each.abuser}

    def _person_of(self, keys: Iterable[str]) -> Callable[[str], str | None]:
        """Whom records describe once the load is in."""
        elsewhere = {key for key in keys if self._groups.uid_of(key) is None} - self._touched.before.keys()
        rows = run_keys(self._graph, "projection/persons_of_records", sorted(elsewhere))
        found = {row["key"]: row["uid"] for row in rows} | self._touched.before
        for key in self._nobody:
            found.pop(key, None)
        return lambda key: self._groups.uid_of(key) or found.get(key)

    def _learn_homes(self, told: Iterable[Told]) -> set[str]:
        """The anchors of the addresses that claims lead to; their uids are learned on the way."""
        forms = {
            form_id(each.record, each.claim.target)
            for each in told
            if isinstance(each.claim.target, AddressForm)
        }
        self._anchors.update(self._book.anchors(sorted(forms - self._anchors.keys())))
        anchors = {self._anchors[form] for form in forms if form in self._anchors}
        self._addresses(anchors)
        return anchors

    def _addresses(self, anchors: Iterable[str]) -> list[str]:
        """The uids of these address anchors."""
        wanted = set(anchors)
        unknown = wanted - self._uid_of_anchor.keys()
        if unknown:
            self._uid_of_anchor.update(self._names.addresses(unknown, self._book.members(unknown)))
        return [self._uid_of_anchor[anchor] for anchor in sorted(wanted)]

    def _home_of(self, record: str, form: AddressForm) -> str | None:
        """The uid of an address; None also where nobody has to know it, since no edge to it is written."""
        anchor = self._anchors.get(form_id(record, form))
        return None if anchor is None else self._uid_of_anchor.get(anchor)

    def _homes(self, told: Iterable[Told]) -> dict[str, Home]:
        """The homes that claims lead to, and those that have gained or lost a form, by uid."""
        anchors = self._learn_homes(told) | self._rehomed
        self._addresses(anchors)
        return {self._uid_of_anchor[anchor]: home for anchor, home in self._book.homes(anchors).items()}

    def _context(
        self, told: Iterable[Told], references: Mapping[str, Spoken], guards: Mapping[str, Guards]
    ) -> Context:
        """What the plan needs to know of the targets of these claims, and of those of schools, services and workers."""
        named = targets(references)
        for each in told:
            if isinstance(each.claim.target, str):
                named.setdefault(each.claim.target.split(":", 2)[1], set()).add(each.claim.target)
        persons = named.pop("person", set())
        person_of = self._person_of(persons)
        known = self._known_references(named) | {
            reference_uid(key) for key in self._overlay if key.split(":", 2)[1] != "person"
        }
        return Context(
            person_of=person_of,
            home_of=self._home_of,
            is_known=lambda key: reference_uid(key) in known,
            guards=guards,
            abusers=protection.abusers(self._protections, self._person_of(self._abuser_records())),
            places=self._places,
        )

    def _known_references(self, named: Mapping[str, set[str]]) -> set[str]:
        known: set[str] = set()
        for kind, keys in named.items():
            asked = sorted({reference_uid(key) for key in keys})
            rows = run_keys(self._graph, f"projection/nodes_{REFERENCE_LABELS[kind]}", asked)
            known |= {row["uid"] for row in rows}
        return known


def with_namesakes(keys: set[str]) -> set[str]:
    """Keys of schools, services and workers, with those under which other feeds may know the same school."""
    schools = {key.split(":", 2)[2] for key in keys if key.split(":", 2)[1] == "school"}
    return keys | {
        record_key(code, "school", identifier)
        for code, feed in all_feeds().items()
        if any(owner.kind == "school" for table in feed.tables for owner in table.owners)
        for identifier in schools
    }
