"""Loading deliveries: the one way from files that were read to the graph, and back from a load that was cut short."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from graph.behind import Behind
from graph.changes import Changed, Changes
from graph.gateway import Graph
from graph.system import Door, run, run_rows
from ingest import protection
from ingest.addresses.book import BOOK, AddressBook
from ingest.addresses.places import Gazetteer
from ingest.delivery.declaring import declare_feeds
from ingest.delivery.intake import Incoming, Intake, Known, take_in
from ingest.delivery.ledger import History, alter_versions, version_row, write_versions
from ingest.delivery.report import Report
from ingest.increment import Increment
from ingest.judging import human_judgements
from ingest.judging_homes import judged_homes
from ingest.matching.model import MatchModel
from ingest.matching.records import HumanJudgement, SealKeeper
from ingest.matching.resolver import Resolver
from ingest.projection.projector import NO_PLACES, Written
from ingest.projection.told import Spoken
from ingest.protection import protection_row
from ingest.reconcile import Reconciliation
from ingest.spoken import Speech
from model.judging import JudgedHomes

SMALL = 20_000
"""Changed records up to which a load is one transaction; above, everything is reconciled in batches."""

LEDGER_AT_ONCE = 20_000
"""Records whose versions are made out and written together."""

Progress = Callable[[str], None]
Judged = Iterable[HumanJudgement] | None


def changes_in(folder: Path) -> Path:
    """Where the journal of what loads changed stands, below the folder of the caches."""
    return folder / "changes"


class LoadInProgressError(Exception):
    """Another load holds the lock of this data folder."""


@dataclass(slots=True)
class Load:
    """A delivery on its way in, with what its reading found."""

    incoming: Incoming
    report: Report
    agency: str = ""
    digest: str = ""

    def let_go_of_rows(self) -> None:
        """Once the ledger has taken in what was read, the rows live on in the histories of the records alone."""
        self.incoming = replace(self.incoming, records={}, deletions={})


@dataclass(slots=True)
class Loaded:
    """What a load did."""

    reports: list[Report] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    whole: bool = False


class Pipeline:
    """Loads deliveries into one graph. ``folder`` keeps the caches and the lock; nothing in it is the only copy."""

    def __init__(
        self,
        graph: Graph,
        folder: Path,
        model: MatchModel,
        seals: SealKeeper,
        now: Callable[[], dt.datetime],
        places: Gazetteer = NO_PLACES,
    ) -> None:
        """``places`` knows where a postcode lies; an index that was made with other lists is projected again whole."""
        self._graph, self._folder, self._now, self._places = graph, folder, now, places
        folder.mkdir(parents=True, exist_ok=True)
        self._model, self._seals = model, seals
        self._mark = folder / "loading"
        self._changes = Changes(changes_in(folder))

    def load(self, loads: Sequence[Load], progress: Progress) -> Loaded:
        """Load deliveries of different feeds together; those that are in already are left out.

        Raises :class:`LoadInProgressError` while another load runs, and ValueError for two of one feed.
        """
        if len({each.incoming.feed for each in loads}) != len(loads):
            raise ValueError("deliveries of one feed are loaded one after the other")
        with self._alone():
            known = run(self._graph, "ledger/deliveries")
            closed = {row["uid"] for row in known if row["status"] == "closed"}
            new = [each for each in loads if each.incoming.delivery not in closed]
            if not new:
                return Loaded([each.report.already_loaded() for each in loads])
            return self._load_new(new, known, progress)

    def would_take_in(self, load: Load) -> Intake:
        """What the ledger would make of a delivery; nothing is changed."""
        return self._take_in(load, run(self._graph, "ledger/deliveries"))

    def rebuild(self, progress: Progress, on: dt.date, first: Callable[[], None] = lambda: None) -> Loaded:
        """Project everything again from the ledger, once ``first`` is done; an index that was right stays as it was."""
        with self._alone():
            first()
            declare_feeds(self._graph)
            known = run(self._graph, "ledger/deliveries")
            closed = [row["uid"] for row in known if row["status"] == "closed"]
            for code in sorted({row["feed"] for row in known}):
                run(self._graph, "ledger/feed_joined", feed=code)
            speech = Speech(self._graph, {})
            with Behind() as behind:
                written = self._reconcile(speech, {}, False, closed, on, "rebuild", progress, behind)
            self._enter_changes(None)
            return Loaded(written=written, whole=True)

    def _load_new(self, loads: Sequence[Load], known: Sequence[dict[str, Any]], progress: Progress) -> Loaded:
        closed = [row["uid"] for row in known if row["status"] == "closed"]
        cut_short = any(row["status"] == "open" for row in known)
        declare_feeds(self._graph)
        progress("comparing with what is stored")
        intakes = [self._take_in(each, known) for each in loads]
        for each in loads:
            each.let_go_of_rows()
        overlay = {key: history for intake in intakes for key, history in intake.histories.items()}
        after = [*closed, *(each.incoming.delivery for each in loads)]
        resolver = self._resolver()
        small = len(overlay) <= SMALL and not cut_short and resolver.stamp == self._stamp(closed)
        on = max(each.incoming.received for each in loads)
        for each, intake in zip(loads, intakes, strict=True):
            each.report.took_in(intake)
        if small and not self._mark.exists():
            written = self._increment(loads, overlay, resolver, after, on, known, progress)
            return Loaded([each.report for each in loads], written)
        resolver.close()
        complete = not closed and not cut_short
        speech = Speech(self._graph, overlay)
        with Behind() as behind:
            self._write_ledger(loads, intakes, known, speech, behind, progress)
            if not complete:
                behind.wait()
            written = self._reconcile(
                speech, overlay, complete, after, on, loads[-1].incoming.delivery, progress, behind
            )
        self._close(self._graph, loads)
        self._enter_changes(None)
        return Loaded([each.report for each in loads], written, whole=True)

    def _take_in(self, load: Load, known: Sequence[dict[str, Any]]) -> Intake:
        others = [
            Known(row["uid"], row["kind"], row["extracted"], row["received"])
            for row in known
            if row["feed"] == load.incoming.feed and row["status"] == "closed"
        ]
        untouched = not any(row["feed"] == load.incoming.feed for row in known)
        return take_in(self._graph, load.incoming, others, empty=untouched)

    def _increment(
        self,
        loads: Sequence[Load],
        overlay: dict[str, History],
        resolver: Resolver,
        after: Sequence[str],
        on: dt.date,
        known: Sequence[dict[str, Any]],
        progress: Progress,
    ) -> Written:
        self._mark.touch()
        self._changes.begin()
        speech = Speech(self._graph, overlay)
        created, altered = _version_changes(overlay, speech)
        declared = _declared(overlay, speech)
        standing = {each.key: each for each in protection.in_force(self._graph)}
        for row in declared:
            standing[row["key"]] = _protected(row)
        in_force = [each for each in standing.values() if each.key not in _ended(declared)]
        book = self._book()
        prepared: Future[Callable[[Door], Written]] = Future()

        def work(door: Door) -> Written:
            for place, each in enumerate(loads):
                self._put_delivery(door, each, len(known) + 1 + place, "open")
            run_rows(door, "ledger/put_protections", declared)
            write_versions(door, created, fresh=True)
            alter_versions(door, altered)
            written = prepared.result()(door)
            self._close(door, loads)
            return written

        # What is told goes into the transaction while it is worked out what follows from it.
        with ThreadPoolExecutor(1, thread_name_prefix="kith-writer") as pool:
            writing = pool.submit(self._graph.in_transaction, work)
            try:
                progress("matching what changed")
                step = Increment(
                    self._graph, book, resolver, model=self._model.version, overlay=overlay, on=on,
                    delivery=loads[-1].incoming.delivery, protections=in_force, speech=speech, places=self._places,
                )  # fmt: skip
                prepared.set_result(step.prepare(self._stamp(after)))
                progress("writing what changed")
                written = writing.result()
            except BaseException as error:
                if not prepared.done():
                    prepared.set_exception(error)
                raise
            finally:
                book.close()
                resolver.close()
        self._enter_changes(written.changed)
        self._mark.unlink(missing_ok=True)
        return written

    def _enter_changes(self, changed: Changed | None) -> None:
        """Enter in the journal what was written: after what closes a delivery, which is what the ledger stands at."""
        row = run(self._graph, "quality/position")[0]
        self._changes.enter(changed, (row["closed"], row["judged"]), self._now().date())

    def _write_ledger(
        self,
        loads: Sequence[Load],
        intakes: Sequence[Intake],
        known: Sequence[dict[str, Any]],
        speech: Speech,
        behind: Behind,
        progress: Progress,
    ) -> None:
        """The ledger first: a load that is cut short finds it open and goes on. Protections come before everything.
        Versions are written behind, while the next steps go on."""
        progress("writing the ledger")
        uids = {row["uid"]: row["sequence"] for row in known}
        for place, each in enumerate(loads):
            sequence = uids.get(each.incoming.delivery, len(known) + 1 + place)
            self._put_delivery(self._graph, each, sequence, "open")
        for intake in intakes:
            fresh = not known and len(intake.fresh) == len(intake.histories)
            run_rows(self._graph, "ledger/put_protections", _declared(intake.histories, speech))
            keys = iter(intake.histories)
            while some := list(islice(keys, LEDGER_AT_ONCE)):
                rows = [row for key in some for row in _version_rows(speech.made(key))]
                behind.run(partial(_write_versions, self._graph, rows, fresh))
                speech.let_go_of_rows(some)

    def _reconcile(
        self,
        speech: Speech,
        overlay: dict[str, History],
        complete: bool,
        deliveries: Sequence[str],
        on: dt.date,
        delivery: str,
        progress: Progress,
        behind: Behind,
    ) -> Written:
        self._mark.touch()
        self._changes.begin()
        book, resolver = self._book(), self._resolver()
        try:
            run_ = Reconciliation(
                self._graph, book, resolver, model=self._model.version, speech=speech, overlay=overlay,
                complete=complete, behind=behind, on=on,
                delivery=delivery,
                progress=progress,
                places=self._places,
            )  # fmt: skip
            written = run_.run(self._stamp(deliveries))
        finally:
            book.close()
            resolver.close()
        self._mark.unlink(missing_ok=True)
        return written

    def _put_delivery(self, door: Door, load: Load, sequence: int, status: str) -> None:
        incoming = load.incoming
        properties = {
            "feed": incoming.feed,
            "agency": load.agency,
            "kind": incoming.kind,
            "extracted": incoming.extracted,
            "received": incoming.received,
            "sequence": sequence,
            "status": status,
            "opened_at": self._now(),
            "digest": load.digest,
        }
        run(door, "ledger/put_delivery", uid=incoming.delivery, properties=properties)

    def _close(self, door: Door, loads: Sequence[Load]) -> None:
        for load in loads:
            properties = {"status": "closed", "closed_at": self._now(), **load.report.properties()}
            run(door, "ledger/put_delivery", uid=load.incoming.delivery, properties=properties)
            run(door, "ledger/latest_delivery", feed=load.incoming.feed)
            run(door, "ledger/feed_joined", feed=load.incoming.feed)

    def _stamp(
        self, deliveries: Sequence[str], judgements: Judged = None, homes: Iterable[JudgedHomes] | None = None
    ) -> str:
        """The ledger position that the caches must stand at: deliveries, judgements of people (those that stand, unless
        others are given), the model, the lists of places and the rules of the address book."""
        records = human_judgements(self._graph) if judgements is None else judgements
        rest = judged_homes(self._graph) if homes is None else homes
        human = [f"{each.left}|{each.right}|{each.verdict}" for some in (records, rest) for each in some]
        said = [*sorted(deliveries), "", *sorted(human), "", self._model.version, self._places.stamp, BOOK]
        return hashlib.blake2b("\n".join(said).encode(), digest_size=16).hexdigest()

    def _book(self) -> AddressBook:
        return AddressBook(self._folder / "addresses")

    def _resolver(self) -> Resolver:
        return Resolver(self._folder / "matching", self._model, self._seals)

    @contextmanager
    def _alone(self, patience_s: float = 0.0) -> Iterator[None]:
        """Hold the lock of the folder. Raises LoadInProgressError where another holds it and keeps it for
        ``patience_s``, in seconds."""
        deadline = time.monotonic() + patience_s
        with (self._folder / "load.lock").open("w") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() >= deadline:
                        raise LoadInProgressError(
                            "Another delivery is being loaded into this index. Wait until it has ended, then run this "
                            "again."
                        ) from None
                    time.sleep(0.05)
            yield


def _version_rows(spoken: Spoken | None) -> Iterator[dict[str, Any]]:
    """The versions of a record, as rows; one whose rows were all deleted keeps its last name."""
    statement = None
    for version, said in spoken or ():
        statement = said or statement
        if statement is not None:
            yield version_row(version, statement)


def _version_changes(
    keys: Iterable[str], speech: Speech
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The versions of records in memory that the ledger lacks, and of those that it holds otherwise what differs."""
    created, altered = [], []
    for key in keys:
        stored = {row["uid"]: row["properties"] for row in _version_rows(speech.stored(key))}
        for row in _version_rows(speech.made(key)):
            held, wanted = stored.get(row["uid"]), row["properties"]
            if held is None:
                created.append(row)
            elif held != wanted:
                names = (name for name in held | wanted if held.get(name) != wanted.get(name))
                altered.append({"uid": row["uid"], "properties": {name: wanted.get(name) for name in names}})
    return created, altered


def _declared(histories: Iterable[str], speech: Speech) -> list[dict[str, Any]]:
    """The protections that records in memory declare, the newest word on each last."""
    declared: dict[str, dict[str, Any]] = {}
    for key in histories:
        for version, statement in speech.made(key) or ():
            if statement is not None:
                for claim in statement.protections:
                    declared[claim.key] = protection_row(claim, key, statement.feed, version.part.delivery)
    return list(declared.values())


def _write_versions(graph: Graph, rows: list[dict[str, Any]], fresh: bool) -> None:
    write_versions(graph, rows, fresh=fresh)


def _protected(row: dict[str, Any]) -> protection.Protected:
    properties = row["properties"]
    return protection.Protected(
        row["key"], properties["record"], properties["kind"], properties.get("alleged_abuser")
    )


def _ended(rows: Sequence[dict[str, Any]]) -> set[str]:
    return {row["key"] for row in rows if "until" in row["properties"]}
