"""Patterns over a borough in which every case is planted: what is found, what is lost to what, and how long it takes.

``kith synth --plant patterns --feeds all`` plants positives, near misses and known false positives. Precision and
recall are over the planted children. A unit is *clean* where matching made exactly one person of each of its people,
and none of them waits at the desk: the figures of clean units are those of perfect matching, and a finding lost there
is lost to the query. Beside each pattern stands the bare statement on the raw driver, and how many children it finds
besides those planted. The first round of a database that has just been started is the *cold* one; the others are of one
that has served a while.

After that a night of changes, about 1%, is loaded into a copy, and everything is run for what changed.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import psutil

from bench.indexes import AS_OF, deliveries, generated_whole, index, whole, whole_folder
from bench.raw import Asked, Raw, raw_driver, recorded
from bench.tables import RESULTS, Result
from graph import lifecycle, reads
from graph.ask import ask
from graph.changes import Changed, Changes
from graph.gateway import Graph
from graph.patterns import TOGETHER, all_patterns, candidates, in_turn, run_for, together
from graph.patterns import run as run_pattern
from graph.reads.coverage import position
from graph.touched import Touched
from ingest.pipeline import changes_in
from kith.composition import Kith
from kith.console import stages
from kith.loading import load
from kith.synth.agencies import all_codes
from kith.synth.places import TOWN
from kith.synth.plants._saying import unsaid
from model.guards import Clearance
from model.patterns import Asking, Found, Pattern
from model.scope import Role, Scope, system_scope
from queries.cases import cases

CLEARED = Scope("bench", Role.SAFEGUARDING_LEAD, clearances=frozenset(Clearance))
ONE_S, ALL_S, NIGHT_S, SHARE = 3.0, 20.0, 3.0, 0.95
SEED = 3
T = TypeVar("T")


def run(count: int) -> None:
    """Measure at one size."""
    result = Result("patterns", f"Patterns over {count:,} children")
    measure(count, SEED, result)
    night(count)


def measure(count: int, seed: int, result: Result) -> None:
    """All patterns over one borough: times, what is found, and every known false positive."""
    asking = asking_today()
    with whole(count, seed) as kith:
        _, cold_together, _ = timed(kith, lambda: all_found(kith.graph, asking))
    with whole(count, seed) as kith:
        cold = {made.id: _found(kith, made, asking)[1:] for made in all_patterns()}
        truth = Truth.read(generated_whole(count, seed), kith)
        with raw_driver(kith.settings.graph) as raw:
            for made in all_patterns():
                _measure(kith, raw, made, asking, truth, result, cold[made.id])
            _, warm_together, _ = timed(kith, lambda: all_found(kith.graph, asking))
            bare = [
                recorded(kith.graph, partial(_asks, made=made, asking=asking, whom=None))
                for made in all_patterns()
            ]
            raw_together = _raw_together(raw, bare)
    rows: list[Any] = list(result.rows)
    total = {
        name: sum(row[name] for row in rows)
        for name in ("cold", "cold_processor", "seconds", "processor", "raw_seconds")
    }
    result.notes += [
        f"all of them, {TOGETHER} at a time as Kith runs them: of a database just started {cold_together:.1f} s, then "
        f"{warm_together:.1f} s, the statements on the raw driver {raw_together:.1f} s",
        f"one after the other: cold {total['cold']:.1f} s ({total['cold_processor']:.1f} s of the processor), then "
        f"{total['seconds']:.1f} s ({total['processor']:.1f} s), on the raw driver {total['raw_seconds']:.1f} s",
        f"bars: {ONE_S:.0f} s and {ALL_S:.0f} s at 70,000 children; recall and precision {SHARE}, in clean units 1",
        f"{len(truth.units)} planted families, {sum(truth.clean.values())} of them clean",
    ]
    result.show()
    _false_positives(result, truth).show()


def night(count: int) -> None:
    """A night of about 1% in a copy of the index, and all patterns for what changed: as Kith asks, and bare."""
    copy = RESULTS / "patterns-night"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(whole_folder(count, SEED), copy)
    asking, night = (
        asking_today(),
        Result("patterns-night", f"Patterns after a night, over {count:,} children"),
    )
    with index(copy, heap_mb=2048) as kith:
        journal = Changes(changes_in(kith.settings.loading))
        if not journal.last:
            journal.enter(None, _position(kith), AS_OF)
        before = journal.last
        kept = {
            made.id: {each.child for each in run_pattern(kith.graph, CLEARED, made, asking)}
            for made in all_patterns()
        }
        records = 0
        with stages(quiet=True) as progress:
            for each in deliveries(generated_whole(count, SEED) / "next_night"):
                outcome = load(kith, [each], progress, release=True)
                records += sum(one.records_new + one.records_changed for one in outcome.reports)
            progress.end()
        changed = journal.since(before, _position(kith))
        with raw_driver(kith.settings.graph) as raw:
            _night_together(kith, raw, asking, changed, kept, night)
            for made in all_patterns():
                _after(kith, raw, made, asking, changed, kept[made.id], night)
    shutil.rmtree(copy)
    rows: list[Any] = list(night.rows)
    night.notes += [
        f"{records:,} records; one after the other {sum(row['seconds'] for row in rows):.1f} s "
        f"({sum(row['processor'] for row in rows):.1f} s of the processor), on the raw driver "
        f"{sum(row.get('raw_seconds', 0) for row in rows):.1f} s; bar {NIGHT_S:.0f} s",
        "asked: children asked about; wrong: findings other than those of a run of everybody",
    ]
    night.show()


def all_found(graph: Graph, asking: Asking) -> list[list[Found]]:
    """What all patterns find, asked as Kith asks them."""
    return list(together(lambda made: run_pattern(graph, CLEARED, made, asking), all_patterns()))


def _raw_together(raw: Raw, asked: list[Asked]) -> float:
    """Seconds that the statements of all patterns take on the raw driver, as many at a time."""
    begun = time.monotonic()
    raw.milliseconds(asked, TOGETHER)
    return round(time.monotonic() - begun, 2)


def _asks(graph: Graph, made: Pattern, asking: Asking, whom: frozenset[str] | None) -> list[Found]:
    return (
        run_pattern(graph, CLEARED, made, asking)
        if whom is None
        else run_for(graph, CLEARED, made, asking, whom)
    )


def _night_together(
    kith: Kith, raw: Raw, asking: Asking, changed: Changed | None, kept: Mapping[str, set[str]], night: Result
) -> None:
    """All patterns for what changed, as Kith runs them: whom to ask is worked out while others are asked."""

    def asks(graph: Graph) -> list[tuple[Pattern, frozenset[str] | None]]:
        touched = Touched(graph, changed) if changed else None
        whom = []

        def begun() -> Iterator[tuple[Pattern, frozenset[str] | None]]:
            for made in in_turn(all_patterns()):
                some = touched.of(made) if touched else None
                whom.append((made, some if some is None else some | kept[made.id]))
                yield whom[-1]

        list(together(lambda each: _asks(graph, each[0], asking, each[1]), begun()))
        return whom

    whom, seconds, processor = timed(kith, lambda: asks(kith.graph))
    bare = [recorded(kith.graph, partial(_asks, made=made, asking=asking, whom=some)) for made, some in whom]
    night.notes.append(
        f"all of them, {TOGETHER} at a time as Kith runs them, whom to ask worked out too: {seconds:.1f} s "
        f"({processor:.1f} s of the engine's processor), the statements on the raw driver "
        f"{_raw_together(raw, bare):.1f} s"
    )


def _after(
    kith: Kith,
    raw: Raw,
    made: Pattern,
    asking: Asking,
    changed: Changed | None,
    kept: set[str],
    night: Result,
) -> None:
    """One pattern alone, whom to ask about it worked out for it alone."""
    some, whom_seconds, _ = timed(kith, lambda: Touched(kith.graph, changed).of(made) if changed else None)
    whom = None if some is None else some | kept

    def asks(graph: Graph) -> list[Found]:
        return _asks(graph, made, asking, whom)

    found, seconds, processor = timed(kith, lambda: asks(kith.graph))
    bare = sum(raw.milliseconds([recorded(kith.graph, asks)], 1)) / 1000
    everybody = {each.identity for each in run_pattern(kith.graph, CLEARED, made, asking)}
    night.add(
        pattern=made.id, whom_seconds=whom_seconds, seconds=seconds, raw_seconds=round(bare, 2), processor=processor,
        asked=len(whom) if whom is not None else None, found=len(found),
        wrong=len(everybody ^ {each.identity for each in found}),
    )  # fmt: skip


def asking_today() -> Asking:
    """How patterns are asked: on the borough's day, with all that is known."""
    known = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    return Asking(AS_OF, known, (TOWN,), frozenset(all_codes()))


def _position(kith: Kith) -> tuple[int, int]:
    closed, _last, judged = position(kith.graph)
    return closed, judged


def _found(kith: Kith, made: Pattern, asking: Asking) -> tuple[list[Found], float, float]:
    return timed(kith, lambda: run_pattern(kith.graph, CLEARED, made, asking))


def timed(kith: Kith, work: Callable[[], T]) -> tuple[T, float, float]:
    """What it gives, the seconds that it took, and those of the engine's processor."""
    processor, begun = _processor(kith), time.monotonic()
    answer = work()
    return answer, round(time.monotonic() - begun, 2), round(_processor(kith) - processor, 2)


def _false_positives(result: Result, truth: Truth) -> Result:
    """Every known false positive of every pattern: silenced by its guard, or not guarded and why."""
    listed = Result("patterns-false-positives", result.title.replace("Patterns", "Known false positives"))
    for made in all_patterns():
        for each in made.guards:
            shown = [case for case in cases(made.id) if case.guard == each.name]
            children = [
                one
                for one in truth.children
                if one.pattern == made.id and one.case in {c.name for c in shown}
            ]
            clean = [one for one in children if truth.clean.get(one.unit) and not one.found]
            lacking = [text for case in shown for text in unsaid(case)]
            listed.add(
                pattern=made.id, false_positive=each.name, planted=len(children), clean=len(clean),
                found=sum(one.uid in truth.found[made.id] for one in children if not one.found),
                found_clean=sum(one.uid in truth.found[made.id] for one in clean),
                remark="" if children else f"no delivery says: {'; '.join(lacking)}",
            )  # fmt: skip
        for each in made.unguarded:
            listed.add(pattern=made.id, false_positive=each.name, remark=f"not guarded: {each.how}")
    return listed


@dataclass(frozen=True, slots=True)
class Planted:
    """One child of one case."""

    unit: str
    pattern: str
    case: str
    kind: str
    uid: str | None
    found: bool


@dataclass(frozen=True)
class Truth:
    """What was planted, and whether matching made of each planted person exactly one."""

    units: set[str]
    clean: dict[str, bool]
    children: list[Planted]
    found: dict[str, set[str]] = field(default_factory=dict)
    """Children whom each pattern found, by its id: filled by the measuring."""

    @classmethod
    def read(cls, borough: Path, kith: Kith) -> Truth:
        """From the truth's tables and the index."""
        person_of = {row["record_key"]: row["person"] for row in _rows(borough, "pattern_records")}
        uid_of, records = {}, defaultdict(set)
        for row in reads.crosswalk(kith.graph, system_scope()):
            uid_of[row["record"]] = row["person"]
            records[row["person"]].add(row["record"])
        uids: defaultdict[str, set[str]] = defaultdict(set)
        for record, person in person_of.items():
            if record in uid_of:
                uids[person].add(uid_of[record])
        waiting = {uid for row in ask(kith.graph, "matching/queue", CLEARED) for uid in _pair(row)}
        clean: dict[str, bool] = {}
        for person, found in uids.items():
            unit = person.split("-")[1]
            whole = len(found) == 1 and found.isdisjoint(waiting)
            whole = whole and all(person_of.get(record) == person for uid in found for record in records[uid])
            clean[unit] = clean.get(unit, True) and whole
        rows = list(_rows(borough, "patterns"))
        planted_children = [
            Planted(row["unit"], row["pattern"], row["case"], row["kind"], min(uids[row["child"]], default=None),
                    row["found"] == "Y")
            for row in rows
        ]  # fmt: skip
        return cls({row["unit"] for row in rows}, clean, planted_children)


def _pair(row: dict[str, Any]) -> tuple[str, str]:
    return row["left_person"], row["right_person"]


def _rows(borough: Path, table: str) -> Iterator[dict[str, str]]:
    with (borough / "truth" / f"{table}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _measure(
    kith: Kith,
    raw: Raw,
    made: Pattern,
    asking: Asking,
    truth: Truth,
    result: Result,
    cold: tuple[float, float],
) -> None:
    answer, seconds, spent = _found(kith, made, asking)
    truth.found[made.id] = found = {each.child for each in answer}
    begin = candidates(kith.graph, CLEARED, made, asking)

    def asks(graph: Graph) -> None:
        if made.way_in is not None:
            candidates(graph, CLEARED, made, asking)
        run_for(graph, CLEARED, made, asking, begin)

    asked = recorded(kith.graph, asks)
    bare = sum(raw.milliseconds([asked], 1)) / 1000
    mine = [each for each in truth.children if each.pattern == made.id]
    right, missed, wrong = (
        [each for each in mine if each.found and each.uid in found],
        [each for each in mine if each.found and each.uid not in found],
        [each for each in mine if not each.found and each.uid in found],
    )
    clean = [[each for each in some if truth.clean.get(each.unit)] for some in (right, missed, wrong)]
    result.add(
        pattern=made.id, cold=cold[0], cold_processor=cold[1], seconds=seconds, processor=spent,
        raw_seconds=round(bare, 2),
        found=len(found),
        planted=len(right) + len(missed), recall=_share(right, missed), precision=_share(right, wrong),
        recall_clean=_share(clean[0], clean[1]), precision_clean=_share(clean[0], clean[2]),
        lost_to_matching=len(missed) - len(clean[1]), lost_to_query=len(clean[1]),
        besides=len(found - {each.uid for each in truth.children}),
    )  # fmt: skip
    for what, some in (("lost", clean[1]), ("wrong", clean[2])):
        if some:
            names = sorted({each.case for each in some})
            result.notes.append(f"{made.id} {what} in clean units: {'; '.join(names)}")


def _processor(kith: Kith) -> float:
    """Processor time of the engine so far, in seconds: what a busy machine does not lengthen."""
    server = lifecycle.status(kith.settings.graph)
    return sum(psutil.Process(server.pid).cpu_times()[:2]) if server.pid else 0.0


def _share(right: list[Planted], other: list[Planted]) -> float | None:
    return round(len(right) / (len(right) + len(other)), 3) if right or other else None
