"""One delivery, or several of different feeds, from their files into the index: read, hold or take, load, record."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graph import collector
from graph.system import run, run_rows
from ingest.delivery.opening import (
    delivery_uid,
    incoming,
    rejected_rows,
    report_of,
    seals,
)
from ingest.delivery.report import Report
from ingest.delivery.unusual import likeness, reasons_to_hold
from ingest.feeds import feed as feed_of
from ingest.pipeline import Load, Loaded
from ingest.reading.delivery import ReadDelivery, read_delivery
from ingest.reading.mapping import NAME as MAPPING
from ingest.reading.problems import DeliveryRefused
from ingest.reading.quarantine import write_rejections_csv
from kith.composition import Kith
from kith.refusals import RefusedError

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody asks to be loaded. What is None stands in the manifest. ``part``: which of several deliveries of
    the feed at the path; ``mapping``: a mapping file that teaches the files."""

    feed: str
    path: Path
    kind: Literal["full", "changes"] | None = None
    extracted: dt.date | None = None
    received: dt.date | None = None
    part: str | None = None
    mapping: Path | None = None
    sealed: Path | None = None
    """The encrypted file that ``path`` was opened from: kept instead of it where the delivery is held."""


@dataclass(slots=True)
class Outcome:
    """What came of it: reports, reasons why deliveries were held, files of rows that go back to their owners."""

    loaded: Loaded = field(default_factory=Loaded)
    held: dict[str, list[str]] = field(default_factory=dict)
    quarantined: dict[str, Path] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)

    @property
    def reports(self) -> list[Report]:
        """The report of each delivery, in the order given."""
        return self.loaded.reports


def read_all(given: Sequence[Given], progress: Progress) -> list[ReadDelivery]:
    """Read and validate every delivery. Raises DeliveryRefused for the first that cannot be taken as a whole."""
    read = []
    for each in given:
        progress(f"reading {each.feed}")
        feed = feed_of(each.feed)
        read.append(
            read_delivery(
                each.path, feed, kind=each.kind, extracted=each.extracted, received=each.received, part=each.part,
                mapping=each.mapping,
            )
        )  # fmt: skip
    return read


SWITCH_S = 0.001
"""How long one thread may keep the interpreter while another waits for it; Python's own five milliseconds let the
database wait for the thread that writes while the next rows are planned."""


@contextmanager
def _at_full_speed() -> Iterator[None]:
    """The collector rests, for what a load makes has no cycles, and threads take turns quickly."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    try:
        with collector.resting():
            yield
    finally:
        sys.setswitchinterval(interval)


Refused = list[tuple[Given, DeliveryRefused]]
"""Deliveries that were refused whole, and why."""


def load(
    kith: Kith, given: Sequence[Given], progress: Progress, *, release: bool = False, refused: Refused | None = None
) -> Outcome:  # fmt: skip
    """Load deliveries of different feeds. One that is far from the usual is held instead, unless ``release``. With
    ``refused``, one that cannot be taken goes there and the others are loaded; without, nothing is loaded then."""
    with _at_full_speed():
        return _load(kith, given, progress, release=release, refused=refused)


def _readable(
    given: Sequence[Given], progress: Progress, refused: Refused
) -> tuple[list[Given], list[ReadDelivery]]:
    taken, read = [], []
    for each in given:
        try:
            read += read_all([each], progress)
            taken.append(each)
        except DeliveryRefused as error:
            refused.append((each, error))
    return taken, read


def _load(
    kith: Kith, given: Sequence[Given], progress: Progress, *, release: bool, refused: Refused | None
) -> Outcome:  # fmt: skip
    _refuse_switched_off(kith, given)
    if refused is None:
        read = read_all(given, progress)
    else:
        given, read = _readable(given, progress, refused)
    outcome = Outcome()
    known = run(kith.graph, "ledger/deliveries")
    loads: list[Load] = []
    for each, asked in zip(read, given, strict=True):
        report = report_of(each)
        reasons = [] if release or _known(known, report) else _unusual(kith, each, report)
        if not _known(known, report):
            _keep_rejected(kith, each)
        _quarantine(kith, each, report, outcome)
        outcome.warnings[report.feed] = [warned_in_words(each)] if each.warnings else []
        if reasons:
            load_ = Load(incoming(each), report, each.feed.agency_code, each.digest)
            report.would_take_in(kith.pipeline().would_take_in(load_))
            report.held_because = reasons
            _hold(kith, asked, each, report, reasons, len(known))
            outcome.held[report.delivery] = reasons
            outcome.loaded.reports.append(report)
            continue
        for before, after in seals(each):
            kith.seals.seal(before, after)
        loads.append(Load(incoming(each), report, each.feed.agency_code, each.digest))
    read.clear()  # the loads hold what is loaded, and let go of it in time
    if loads:
        done = kith.pipeline().load(loads, progress)
        outcome.loaded = Loaded([*outcome.loaded.reports, *done.reports], done.written, done.whole)
    for report in outcome.reports:
        kith.record(
            "ingest", feed=report.feed, delivery=report.delivery, status=report.status, rows=report.rows
        )
    return outcome


def _refuse_switched_off(kith: Kith, given: Sequence[Given]) -> None:
    off = {row["feed"]: row["since"] for row in run(kith.graph, "ledger/feeds_off")}
    for each in given:
        if each.feed in off:
            raise RefusedError(
                f"The feed {each.feed} is switched off since {off[each.feed]}. Nothing was loaded. "
                f"`kith feed on {each.feed}` switches it on again."
            )


def _known(known: Sequence[dict[str, object]], report: Report) -> bool:
    return any(row["uid"] == report.delivery and row["status"] in ("open", "closed") for row in known)


def warned_in_words(read: ReadDelivery) -> str:
    """The commonest warnings of a delivery, counted, without any value."""
    commonest = read.warnings.most_common(5)
    return "; ".join(f"{warned.table}{'.' + warned.column if warned.column else ''}: {warned.reason} ({times:,})"
                     for warned, times in commonest)  # fmt: skip


def _unusual(kith: Kith, read: ReadDelivery, report: Report) -> list[str]:
    """Why a person should look at a delivery first."""
    earlier = run(kith.graph, "ledger/closed_of_feed", feed=report.feed)
    return reasons_to_hold(report, earlier, likeness(kith.graph, read, earlier), len(read.deletions))


def _keep_rejected(kith: Kith, read: ReadDelivery) -> None:
    """Keep the rows that were put aside for their owner; a full delivery says everything anew."""
    if read.manifest.kind == "full":
        run(kith.graph, "ledger/replace_rejected", feed=read.feed.code)
    run_rows(kith.graph, "ledger/put_rejected", rejected_rows(read))


def _quarantine(kith: Kith, read: ReadDelivery, report: Report, outcome: Outcome) -> None:
    if not read.rejections:
        return
    folder = kith.settings.data / "quarantine"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{report.feed}-{report.extracted}-{report.delivery[:8]}.csv"
    write_rejections_csv(read.rejections, path)
    outcome.quarantined[report.delivery] = path


def held_folder(kith: Kith, delivery: str) -> Path:
    """Where the files of a held delivery wait."""
    return kith.settings.data / "held" / delivery


def _hold(
    kith: Kith, given: Given, read: ReadDelivery, report: Report, reasons: Sequence[str], sequence: int
) -> None:
    """Keep the files and enter the delivery as held; nothing of it is loaded."""
    report.status = "held"
    folder = held_folder(kith, delivery_uid(read))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    if given.sealed is not None:
        shutil.copy2(given.sealed, folder / given.sealed.name)
    for path in read.paths if given.sealed is None else ():
        within = path.relative_to(given.path) if path.is_relative_to(given.path) else Path(path.name)
        name = Path(MAPPING) if path == given.mapping else within
        (folder / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy2(path, folder / name if name.name else folder)
    properties = {
        "feed": report.feed,
        "agency": read.feed.agency_code,
        "kind": report.kind,
        "extracted": report.extracted,
        "received": report.received,
        "sequence": sequence + 1,
        "status": "held",
        "digest": read.digest,
        **report.properties(),
    }
    run(kith.graph, "ledger/put_delivery", uid=report.delivery, properties=properties)
    kith.record("hold", feed=report.feed, delivery=report.delivery, reasons=list(reasons))
