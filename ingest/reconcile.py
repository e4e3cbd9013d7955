"""The whole index from the ledger: every record read, matched and projected, and only the difference written.

Used for the first load, for a load that changes much, after a load that was cut short, and by ``kith rebuild``. What it
makes is a pure function of the records, the judgements of people and the model; births give people their uids back.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.behind import Behind
from graph.system import Door, run
from ingest import protection
from ingest.addresses.book import AddressBook
from ingest.addresses.homes import Home
from ingest.addresses.places import Gazetteer
from ingest.delivery.ledger import History, all_histories
from ingest.judging import human_judgements, write_judgements
from ingest.judging_homes import judged_homes
from ingest.matching.records import MatchRecord, Resolution
from ingest.matching.resolver import Resolver
from ingest.naming import Names
from ingest.people import Groups, form_id, forms_of, person_record
from ingest.projection.coverage import Tie
from ingest.projection.plan import Context, Guards
from ingest.projection.projector import NO_PLACES, Projector, Written, chunks
from ingest.projection.rows import reference_uid
from ingest.spoken import Speech, spoken_of
from model.observations import AddressForm

Progress = Callable[[str], None]


@dataclass(slots=True)
class Borough:
    """What the first pass over the ledger remembers of it: little enough for a borough of a million."""

    records: deque[MatchRecord] = field(default_factory=deque)
    """Emptied by matching, which keeps them in a form of its own."""
    protected: set[str] = field(default_factory=set)
    """The keys of those that are protected by what they say themselves."""
    care: list[protection.CareClaim] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    forms: list[tuple[str, AddressForm]] = field(default_factory=list)
    former: set[str] = field(default_factory=set)
    """Ids of the forms that nobody gives any more."""


class Reconciliation:
    """One run over everything. ``overlay`` holds histories that are in memory already, and ``speech`` what they say;
    ``complete`` says that they are all there is and that the graph holds no people yet. What is written goes through
    ``behind``, in order: the ledger, which may still be under way, judgements, births, people."""

    def __init__(
        self,
        door: Door,
        book: AddressBook,
        resolver: Resolver,
        *,
        model: str,
        speech: Speech,
        overlay: Mapping[str, History],
        complete: bool,
        behind: Behind,
        on: dt.date,
        delivery: str,
        progress: Progress,
        places: Gazetteer = NO_PLACES,
    ) -> None:
        self._door, self._book, self._resolver = door, book, resolver
        self._model, self._speech = model, speech
        self._overlay, self._complete, self._behind = overlay, complete, behind
        self._on, self._delivery, self._progress = on, delivery, progress
        self._places = places
        self._groups = Groups()
        self._names = Names(door, on)
        self._anchors: dict[str, str] = {}
        self._uid_of_anchor: dict[str, str] = {}
        self._homes: dict[str, Home] = {}

    def run(self, stamp: str) -> Written:
        """Match and project everything; what was written."""
        self._progress("reading the ledger")
        borough = self._read()
        self._progress("recognising homes")
        self._place(borough)
        self._progress("matching")
        people = self._resolve(borough, stamp)
        self._progress("projecting")
        return self._project(borough, people)

    def _pages(self) -> Iterator[Mapping[str, History]]:
        if self._complete:
            yield self._overlay
        else:
            yield from all_histories(self._door)

    def _read(self) -> Borough:
        borough = Borough()
        for page in self._pages():
            for key, history in page.items():
                if key.split(":", 2)[1] != "person":
                    borough.references.append(key)
                    continue
                spoken = self._speech.made(key) or spoken_of(history)
                forms, former = forms_of(key, spoken)
                borough.forms.extend(forms.items())
                borough.former |= former
                borough.care.extend(protection.care_claims(spoken))
                record = person_record(spoken, protected=False)
                if record is not None:
                    borough.records.append(record)
                    if record.protected:
                        borough.protected.add(key)
        return borough

    def _place(self, borough: Borough) -> None:
        changes = self._book.rebuild(borough.forms, judged_homes(self._door), borough.former)
        borough.forms.clear()
        self._anchors = changes.anchors
        anchors = set(self._anchors.values())
        self._uid_of_anchor = self._names.addresses(anchors, self._book.members(anchors))
        if not self._complete:
            aliases = self._book.aliases(anchors)
            self._names.forward({key: self._uid_of_anchor[anchor] for key, anchor in aliases.items()})
        self._homes = {
            self._uid_of_anchor[anchor]: home for anchor, home in changes.homes.items() if home is not None
        }

    def _resolve(self, borough: Borough, stamp: str) -> Context:
        """Groups, names and guards. A record that a protection comes to cover is matched again as protected, since
        what nearly matches it is held back from then on."""
        human = human_judgements(self._door)
        resolution = self._resolver.rebuild(_taken(borough.records), human, stamp)
        self._write_judgements(resolution, anew=True)
        self._enter(resolution)
        protections = protection.in_force(self._door)
        protected = borough.protected
        while True:
            guards = self._guards(borough, protections)
            covered = {
                key
                for uid in guards
                if guards[uid].place or guards[uid].own
                for key in self._groups.keys[uid]
            }
            newly = covered - protected
            if not newly:
                break
            protected |= newly
            again = self._resolver.update(self._as_protected(newly), (), human, stamp)
            self._write_judgements(again, anew=False)
            self._enter(again)
        known = {reference_uid(key) for key in borough.references}
        return Context(
            person_of=self._groups.uid_of,
            home_of=self._home_of,
            is_known=lambda key: reference_uid(key) in known,
            guards=guards,
            abusers=protection.abusers(protections, self._groups.uid_of),
            places=self._places,
        )

    def _as_protected(self, keys: Iterable[str]) -> Iterator[MatchRecord]:
        """The records of these keys, known to be of somebody protected."""
        for spoken in self._speech.of(sorted(keys)).values():
            record = person_record(spoken, protected=False)
            if record is not None:
                yield protected_record(record)

    def _write_judgements(self, resolution: Resolution, *, anew: bool) -> None:
        self._behind.run(
            lambda: write_judgements(self._door, resolution, on=self._on, model=self._model, anew=anew)
        )

    def _enter(self, resolution: Resolution) -> None:
        groups = sorted(resolution.groups, key=lambda group: min(group.keys))
        for uid, group in zip(self._names.people([group.keys for group in groups]), groups, strict=True):
            self._groups.put(uid, group)

    def _guards(self, borough: Borough, protections: Iterable[protection.Protected]) -> dict[str, Guards]:
        found = list(protections)
        uid_of = self._groups.uid_of
        ties = [
            Tie(adult, child, claim.edge, claim.paid)
            for claim in borough.care
            if (adult := uid_of(claim.adult)) is not None and (child := uid_of(claim.child)) is not None
        ]
        near = _around({uid for each in found if (uid := uid_of(each.record)) is not None}, ties)
        groups = self._groups.of(near)
        spoken = self._speech.of(key for keys in groups.values() for key in keys)
        homes = protection.current_homes(groups, spoken, self._home_of)
        return protection.guards(found, self._groups.held, uid_of, ties, homes)

    def _home_of(self, record: str, form: AddressForm) -> str | None:
        anchor = self._anchors.get(form_id(record, form))
        return None if anchor is None else self._uid_of_anchor[anchor]

    def _project(self, borough: Borough, context: Context) -> Written:
        self._behind.run(lambda: self._names.write(self._door, self._delivery))
        projector = Projector(self._door, context, self._homes, behind=self._behind, empty=self._complete)
        projector.references(self._speech.of(borough.references))
        for people in chunks(self._groups.keys):
            spoken = self._speech.of(key for keys in people.values() for key in keys)
            projector.people(people, spoken)
            for said in spoken.values():
                said.let_go_of_told()
            self._speech.forget()
        projector.finish()
        if not self._complete:
            self._take_away_stale()
        return projector.written

    def _take_away_stale(self) -> None:
        """People, and addresses, that the ledger no longer leads to: left by a load that was cut short, or by an
        erasure."""
        for label, wanted in (("people", self._groups.keys), ("addresses", self._homes)):
            held = (row["uid"] for row in run(self._door, f"projection/all_{label}"))
            gone = [uid for uid in held if uid not in wanted]
            for start in range(0, len(gone), 5_000):
                run(self._door, f"projection/delete_{label}", keys=gone[start : start + 5_000])


def _taken(records: deque[MatchRecord]) -> Iterator[MatchRecord]:
    """Records one after the other, each let go of as soon as the next is asked for."""
    while records:
        yield records.popleft()


def protected_record(record: MatchRecord) -> MatchRecord:
    """The same record, known to be of somebody protected."""
    return replace(record, protected=True)


def _around(people: set[str], ties: Iterable[Tie]) -> set[str]:
    """People, those they are tied to, and those tied to them in turn."""
    pairs = [(tie.adult, tie.child) for tie in ties]
    around = set(people)
    for _ in range(2):
        around |= {uid for pair in pairs if around & set(pair) for uid in pair}
    return around
