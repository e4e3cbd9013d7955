"""A night: whatever lies in the watched folder, loaded in order; each delivery stands or falls by itself."""

from __future__ import annotations

import datetime as dt
import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph import reads
from graph.system import run
from ingest.feeds import all_feeds
from ingest.reading.finding import identify
from ingest.reading.problems import DeliveryRefused
from kith.after_night import Done, after_night
from kith.checking import in_order, places_of
from kith.composition import Kith, utc_now
from kith.loading import Given, Outcome, Progress, held_folder, load
from kith.refusals import RefusedError
from kith.rounds import in_rounds
from kith.sealed import in_the_clear
from kith.synth.borough import PLACES, POPULATION, WARDS
from model.facts import FeedState

DONE, REFUSED = "done", "refused"
NO_DELIVERY = ("truth", "next_night", PLACES, POPULATION, WARDS)
"""What lies beside the deliveries of a generated borough, and is left there."""
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")
"""Endings of files that are still on their way."""
SETTLED_S = 60.0
"""How long nothing in an entry may have changed before it is taken for complete, in seconds."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one delivery of the night."""

    entry: str
    feed: str | None
    state: str
    kind: str | None = None
    extracted: dt.date | None = None
    rows: int = 0
    rejected: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class Summary:
    """The night, for people."""

    began: dt.datetime
    ended: dt.datetime | None = None
    deliveries: list[Taken] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Entries that are not complete yet."""
    overdue: list[str] = field(default_factory=list)
    """Feeds that should have come and did not: agency, and for how many days."""
    pairs: int = 0
    people: int = 0
    steps: list[Done] = field(default_factory=list)
    """What was done after the deliveries."""

    @property
    def good(self) -> bool:
        """Whether nobody has to look at anything."""
        taken = all(each.state in ("closed", "already loaded") for each in self.deliveries)
        return taken and not any(each.failed for each in self.steps)

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    def in_words(self) -> str:
        """The summary as a page of text."""
        ended = self.ended or self.began
        lines = [f"The night of {self.began:%d %B %Y}, {self.began:%H:%M} to {ended:%H:%M} (UTC)", ""]
        if not self.deliveries:
            lines.append("Nothing was delivered.")
        for each in self.deliveries:
            what = f"{each.feed or each.entry}: {each.state}"
            if each.kind:
                what += f", {each.kind} of {each.extracted}, {each.rows:,} rows, {each.rejected:,} put aside"
            if each.state == "closed":
                what += (
                    f"; records: {each.new:,} new, {each.changed:,} changed, {each.gone:,} no longer there"
                )
            lines += [what, *(f"    {reason}" for reason in each.why)]
        for title, found in (("Not complete yet", self.waiting), ("Older than agreed", self.overdue)):
            lines += ["", f"{title}: {', '.join(found)}."] if found else []
        lines += [
            "",
            f"{self.people:,} people were looked at again. {self.pairs:,} pairs of people wait for a steward.",
        ]
        for step in self.steps:
            said = (
                [f"failed, and is done again with the next night. {step.failed}"]
                if step.failed
                else step.lines
            )
            lines += ["", f"After the deliveries, {step.title}: {' '.join(said)}"]
        return "\n".join(lines) + "\n"


def night(kith: Kith, folder: Path, progress: Progress, *, settled_s: float = SETTLED_S) -> Summary:
    """Load everything that is complete in the folder, and what a person has released. Raises RefusedError while
    another night runs."""
    if not folder.is_dir():
        raise RefusedError(f"{folder.name} is no folder that can be read.")
    with _alone(kith):
        summary = Summary(utc_now())
        _decided(kith, summary, progress)
        entries, summary.waiting = _entries(folder, settled_s)
        with ExitStack() as opened:
            _load_entries(kith, folder, entries, summary, opened, progress)
        summary.steps += after_night(kith, progress)
        _look_round(kith, summary)
        summary.ended = utc_now()
        _keep(kith, summary)
    kith.record(
        "night",
        deliveries=[{"feed": each.feed, "state": each.state} for each in summary.deliveries],
        overdue=len(summary.overdue),
        steps=[{"step": each.name, "failed": each.failed is not None} for each in summary.steps],
    )
    return summary


@contextmanager
def _alone(kith: Kith) -> Iterator[None]:
    kith.settings.data.mkdir(parents=True, exist_ok=True)
    with (kith.settings.data / "night.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RefusedError("Another night is running on this index. Wait until it has ended.") from None
        yield


def _entries(folder: Path, settled_s: float) -> tuple[list[Path], list[str]]:
    """What lies there to be loaded, and the names of what is still on its way."""
    complete, waiting = [], []
    for entry in sorted(folder.iterdir()):
        if entry.name in (DONE, REFUSED, *NO_DELIVERY) or entry.name.startswith("."):
            continue
        files = [entry] if entry.is_file() else [each for each in entry.rglob("*") if each.is_file()]
        newest = max((each.stat().st_mtime for each in files), default=0.0)
        unfinished = any(each.name.endswith(UNFINISHED) for each in files)
        if not files or unfinished or time.time() - newest < settled_s:
            waiting.append(entry.name)
        else:
            complete.append(entry)
    return complete, waiting


def _decided(kith: Kith, summary: Summary, progress: Progress) -> None:
    """Load what a person has released, and take away the files of what was refused."""
    for each in reads.held(kith.graph):
        folder = held_folder(kith, each.uid)
        if not folder.is_dir():
            continue
        if each.status == "refused":
            shutil.rmtree(folder)
            reason = f"Refused by {each.decided_by}: {each.decided_because}"
            summary.deliveries.append(
                Taken("", each.feed, "refused", each.kind, each.extracted, why=(reason,))
            )
        elif each.status == "released":
            release(kith, each.uid, summary, progress)


def release(kith: Kith, uid: str, summary: Summary, progress: Progress) -> Outcome:
    """Load a held delivery. Raises DeliveryRefused where its files cannot be read any more."""
    row = next(each for each in run(kith.graph, "ledger/deliveries") if each["uid"] == uid)
    folder = held_folder(kith, uid)
    sealed = next(iter(sorted(folder.glob("*.age"))), None)
    with in_the_clear(sealed or folder, kith.settings) as path:
        given = Given(row["feed"], path, row["kind"], row["extracted"], row["received"])
        outcome = load(kith, [given], progress, release=True)
    _enter(summary, outcome, {row["feed"]: ""})
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _load_entries(
    kith: Kith, folder: Path, entries: list[Path], summary: Summary, opened: ExitStack, progress: Progress
) -> None:
    waiting: list[tuple[Path, Given]] = []
    left: dict[Path, int] = {}
    for entry in entries:
        try:
            found = list(_given(kith, entry, opened))
        except (DeliveryRefused, RefusedError) as error:
            _refuse(folder, entry, None, error, summary)
            continue
        left[entry] = len(found)
        waiting += [(entry, given) for given in found]
    for some in in_rounds(waiting, lambda each: each[1].feed):
        together = {given.feed: (entry, given) for entry, given in some}
        for entry in _load_round(kith, folder, together, summary, progress):
            left[entry] -= 1
            if not left[entry]:
                _move(folder, entry, DONE)


def _given(kith: Kith, entry: Path, opened: ExitStack) -> Iterator[Given]:
    """The deliveries of one entry, the oldest first."""
    path = opened.enter_context(in_the_clear(entry, kith.settings))
    sealed = entry if path != entry else None
    today = utc_now().date()
    known = False
    for place in places_of(path):
        holding = identify(place)
        if holding.problems:
            raise DeliveryRefused(holding.problems)
        for (code, part), found in in_order(holding):
            known = True
            kind = None if found.manifest is not None else all_feeds()[code].usual_kind or "changes"
            taken = None if found.manifest is not None else found.taken or today
            yield Given(code, place, kind, taken, today, part, sealed=sealed)
    if not known:
        raise RefusedError(
            "No file here is of a feed that this index knows. `kith feed check` explains a file."
        )


def _load_round(
    kith: Kith, folder: Path, together: dict[str, tuple[Path, Given]], summary: Summary, progress: Progress
) -> Iterator[Path]:
    """Load deliveries of different feeds together; where one is refused, each by itself. The entries taken."""
    names = {feed: entry.name for feed, (entry, _) in together.items()}
    try:
        _enter(summary, load(kith, [given for _, given in together.values()], progress), names)
        yield from (entry for entry, _ in together.values())
    except (DeliveryRefused, RefusedError):
        for feed, (entry, given) in together.items():
            try:
                _enter(summary, load(kith, [given], progress), names)
                yield entry
            except (DeliveryRefused, RefusedError) as error:
                _refuse(folder, entry, feed, error, summary)


def _enter(summary: Summary, outcome: Outcome, names: dict[str, str]) -> None:
    summary.people += outcome.loaded.written.people
    for report in outcome.reports:
        summary.deliveries.append(
            Taken(
                names.get(report.feed, ""),
                report.feed,
                report.status,
                report.kind,
                report.extracted,
                report.rows,
                report.rejected,
                report.records_new,
                report.records_changed,
                report.records_absent,
                tuple(outcome.held.get(report.delivery, ())),
            )
        )


def _refuse(folder: Path, entry: Path, feed: str | None, error: Exception, summary: Summary) -> None:
    """Put a delivery that cannot be taken aside, with the reason beside it."""
    why = tuple(str(error).splitlines())
    summary.deliveries.append(Taken(entry.name, feed, "refused", why=why))
    if entry.exists():
        moved = _move(folder, entry, REFUSED)
        moved.with_name(f"{moved.name}.why.txt").write_text("\n".join(why) + "\n", encoding="utf-8")


def _move(folder: Path, entry: Path, where: str) -> Path:
    """Out of the way, under the day; never over what lies there."""
    into = folder / where / utc_now().date().isoformat()
    into.mkdir(parents=True, exist_ok=True)
    target, number = into / entry.name, 1
    while target.exists():
        number += 1
        target = into / f"{number}-{entry.name}"
    shutil.move(entry, target)
    return target


def _look_round(kith: Kith, summary: Summary) -> None:
    today = utc_now().date()
    summary.overdue = [
        f"{feed.agency} ({feed.feed}), {feed.days_old} days"
        for feed in reads.feeds(kith.graph, today)
        if feed.state is FeedState.OLD
    ]
    summary.pairs = sum(kith.stewardship.counts().values())


def _keep(kith: Kith, summary: Summary) -> None:
    """The summary stays in the data folder: counts and names of feeds, no person."""
    folder = kith.settings.data / "nights"
    folder.mkdir(exist_ok=True)
    path = folder / f"{summary.began:%Y-%m-%d-%H%M%S}.txt"
    path.write_text(summary.in_words(), encoding="utf-8")
