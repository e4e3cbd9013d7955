"""The whole borough: every family in turn, streamed to files; the same bytes however many processes write."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path

from kith.synth.agencies import agencies, all_codes, declared_tables
from kith.synth.casework import Caseworker
from kith.synth.columns import FEEDS
from kith.synth.education import Education
from kith.synth.education_welfare import EducationWelfare
from kith.synth.families import FamilyMaker
from kith.synth.housing import Housing
from kith.synth.night import Night
from kith.synth.places import list_of_places
from kith.synth.plan import Plan
from kith.synth.plants import plants
from kith.synth.population import estimate, ward_shapes
from kith.synth.recording import Recorder
from kith.synth.schooling import Schooling
from kith.synth.settings import Settings
from kith.synth.sheet import Sheet, write_truth
from kith.synth.social_care import SocialCare
from kith.synth.staff import FOSTER_UNITS, Staff

PLACES = "places.csv"
POPULATION = "population.csv"
WARDS = "wards.geojson"
SHARD = 1500
"""Families written together. Part of the result's definition only in that files are joined in this order."""


@dataclass
class Summary:
    """What was written: rows by table, resident children, seconds."""

    children: int
    families: int
    seconds: float
    rows: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> str:
        """For ``--json``."""
        return json.dumps(asdict(self))


class Borough:
    """Everything that is needed to write families."""

    def __init__(
        self,
        settings: Settings,
        seed: int,
        children: int,
        as_of: int,
        error_scale: float,
        next_night: bool,
        feeds: tuple[str, ...] = FEEDS,
        planted: tuple[str, ...] = (),
    ) -> None:
        self.plants = [plants()[code] for code in planted]
        self.plan = Plan(settings, seed, children, as_of, error_scale)
        self.maker = FamilyMaker(self.plan)
        self.housing = Housing(self.plan)
        self.schooling = Schooling(self.plan)
        self.caseworker = Caseworker(self.plan, self.maker)
        recorder = Recorder(self.plan)
        self.staff = Staff(self.plan)
        self.feeds = feeds
        self.care = SocialCare(self.plan, recorder, self.staff)
        self.education = Education(self.plan, recorder)
        self.welfare = EducationWelfare(self.plan, recorder, self.staff)
        made = agencies()
        self.agencies = [made[code](self.plan, recorder) for code in feeds if code in made]
        self.night = Night(self.plan, self.staff) if next_night else None

    def sheet(self, index: int) -> Sheet:
        """All rows of one unit."""
        family = self.maker.make(index)
        for plant in self.plants:
            plant.before(self.plan, family)
        self.housing.settle(family)
        work = self.caseworker.work(family)
        self.schooling.enrol(family)
        sheet = Sheet(self.plan, index)
        if "social_care" in self.feeds:
            self.care.write(sheet, family, work)
        if "education" in self.feeds:
            self.education.write(sheet, family)
        if "education_welfare" in self.feeds:
            self.welfare.write(sheet, family)
        for agency in self.agencies:
            agency.tell(sheet, family)
        for plant in self.plants:
            plant.after(self.plan, sheet, family)
        for table in [name for name in sheet.rows if name.partition("/")[0] not in (*self.feeds, "truth")]:
            del sheet.rows[table]
        family.children.extend(birth for birth, _ in work.birth_identities)
        write_truth(sheet, family, {after.key: birth.key for birth, after in work.birth_identities})
        return sheet

    def prologue(self) -> Sheet:
        """Rows that belong to no family."""
        sheet = Sheet(self.plan, FOSTER_UNITS + 400_000)
        self.staff.write(sheet)
        for table in [name for name in sheet.rows if name.partition("/")[0] not in (*self.feeds, "truth")]:
            del sheet.rows[table]
        if "social_care" not in self.feeds:
            sheet.rows["truth/records"] = []
        for agency in self.agencies:
            agency.prologue(sheet)
        return sheet


class Files:
    """Texts by table, appended to files."""

    def __init__(self) -> None:
        self._buffers: dict[str, io.StringIO] = {}
        self._writers: dict[str, object] = {}
        self.counts: dict[str, int] = {}

    def extend(self, table: str, rows: list[tuple[str, ...]]) -> None:
        """More rows of a table."""
        buffer = self._buffers.get(table)
        if buffer is None:
            buffer = self._buffers[table] = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        self.counts[table] = self.counts.get(table, 0) + len(rows)

    def texts(self) -> dict[str, str]:
        """What was written, by table."""
        return {table: buffer.getvalue() for table, buffer in self._buffers.items()}


_borough: Borough | None = None


def _start(*arguments: object) -> None:
    global _borough
    _borough = Borough(*arguments)  # type: ignore[arg-type]


def _shard(span: tuple[int, int]) -> tuple[dict[str, str], dict[str, int]]:
    if _borough is None:
        raise RuntimeError("the process was not given its borough")
    return write_units(_borough, *span)


def write_units(borough: Borough, first: int, last: int) -> tuple[dict[str, str], dict[str, int]]:
    """The texts of a range of units, and how many rows they hold."""
    files = Files()
    for index in range(first, last):
        sheet = borough.sheet(index)
        for table, rows in sheet.rows.items():
            files.extend(table, rows)
        if borough.night:
            for table, rows in borough.night.changes(sheet, index).items():
                files.extend(table, rows)
            for agency in borough.agencies:
                for table, rows in agency.changes(sheet).items():
                    files.extend(f"next_night/{table}", rows)
    return files.texts(), files.counts


def generate(
    out: Path,
    *,
    children: int,
    seed: int = 1,
    as_of: date,
    next_night: bool = False,
    error_scale: float = 1.0,
    progress: Callable[[int, int], None] | None = None,
    settings: Settings | None = None,
    processes: int = 1,
    feeds: tuple[str, ...] = FEEDS,
    planted: tuple[str, ...] = (),
) -> Summary:
    """Write a borough of ``children`` resident children to a folder and say what was written.

    ``feeds`` are the agencies that deliver; what each writes does not depend on the others. ``planted`` is what is
    planted on purpose (:mod:`kith.synth.plants`). ``progress`` is called with families done and families in all. Raises
    ``ValueError`` for fewer than 50 children, for more than three million families, for a feed or a plant that there
    is not and for a folder that holds something else.
    """
    if not feeds or (unknown := sorted(set(feeds) - set(all_codes()))):
        raise ValueError(
            f"no synthetic delivery for {', '.join(unknown)}; there are {', '.join(all_codes())}"
            if feeds
            else "no feed is named"
        )
    if strange := sorted(set(planted) - set(plants())):
        raise ValueError(f"nothing to plant called {', '.join(strange)}; there are {', '.join(plants())}")
    declared = {
        **declared_tables(feeds),
        **{name: columns for code in planted for name, columns in plants()[code].truth.items()},
    }
    if children < 50:
        raise ValueError("a borough has at least 50 children")
    if out.exists() and any(
        child.name not in (*all_codes(), "truth", "next_night", PLACES, POPULATION, WARDS)
        for child in out.iterdir()
    ):
        raise ValueError(f"{out} holds other files")
    started = time.monotonic()
    for name in (*all_codes(), "truth", "next_night"):
        shutil.rmtree(out / name, ignore_errors=True)
    arguments = (
        settings or Settings(),
        seed,
        children,
        as_of.toordinal(),
        error_scale,
        next_night,
        feeds,
        planted,
    )
    borough = Borough(*arguments)
    if borough.plan.units >= FOSTER_UNITS:
        raise ValueError("more families than there are identifiers")
    counts: dict[str, int] = {}
    names = [
        *declared,
        *(
            [f"next_night/{name}" for name in (*declared, *(f"{feed}/deletions" for feed in feeds))]
            if next_night
            else []
        ),
    ]
    handles = {}
    for name in names:
        path = out / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        handles[name] = path.open("w", encoding="utf-8", newline="")
        columns = declared.get(name.removeprefix("next_night/"), ("table", "key", "belongs_to"))
        handles[name].write(",".join(columns) + "\n")
    try:
        shards = list(borough.plan.shards(SHARD))
        head = Files()
        for table, rows in borough.prologue().rows.items():
            head.extend(table, rows)
            if next_night and table.startswith("truth/"):
                head.extend(f"next_night/{table}", rows)

        def write(texts: dict[str, str], numbers: dict[str, int]) -> None:
            for table, text in texts.items():
                handles[table].write(text)
                counts[table] = counts.get(table, 0) + numbers[table]

        write(head.texts(), head.counts)
        if processes > 1 and len(shards) > 1:
            with multiprocessing.get_context("spawn").Pool(processes, _start, arguments) as pool:
                for (_, last), part in zip(shards, pool.imap(_shard, shards), strict=True):
                    write(*part)
                    if progress:
                        progress(last, borough.plan.units)
        else:
            for first, last in shards:
                write(*write_units(borough, first, last))
                if progress:
                    progress(last, borough.plan.units)
    finally:
        for handle in handles.values():
            handle.close()
    with (out / PLACES).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [("postcode", "authority", "authority_name", "ward", "own", "deprivation"), *list_of_places()]
        )
    with (out / POPULATION).open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(("ward", "age", "children", "source"))
        written.writerows(estimate(out / "truth", as_of))
    (out / WARDS).write_text(json.dumps(ward_shapes()), encoding="utf-8")
    for feed in feeds:
        _manifest(out / feed, feed, "full", as_of)
        if next_night:
            _manifest(out / "next_night" / feed, feed, "changes", as_of + timedelta(days=1))
    if next_night:
        for name in names:
            if (
                name.startswith("next_night/")
                and not counts.get(name)
                and not name.endswith("deletions")
                and "truth" not in name
            ):
                (out / f"{name}.csv").unlink()
    return Summary(borough.plan.counted, borough.plan.units, time.monotonic() - started, counts)


def _manifest(folder: Path, feed: str, kind: str, extracted: date) -> None:
    (folder / "manifest.json").write_text(
        json.dumps({"feed": feed, "kind": kind, "extracted": extracted.isoformat()}) + "\n", encoding="utf-8"
    )
