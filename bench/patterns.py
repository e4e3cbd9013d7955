"""Patterns over a borough in which every case is planted: what is found, what is lost to what, and how long it takes.

``kith synth --plant patterns --feeds all`` plants positives, near misses and known false positives. Precision and
recall are over the planted children. A unit is *clean* where matching made exactly one person of each of its people,
and none of them waits at the desk: the figures of clean units are those of perfect matching, and a finding lost there
is lost to the query. Beside each pattern stands the bare statement on the raw driver, and how many children it finds
besides those planted.
"""

from __future__ import annotations

import csv
import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.indexes import AS_OF, generated_whole, whole
from bench.raw import Raw, raw_driver, recorded
from bench.tables import Result
from graph import lifecycle
from graph.ask import ask
from graph.gateway import Graph
from graph.patterns import all_patterns, candidates, run_for
from graph.patterns import run as run_pattern
from kith.composition import Kith
from kith.synth.agencies import all_codes
from kith.synth.places import TOWN
from kith.synth.plants._saying import unsaid
from model.guards import Clearance
from model.patterns import Asking, Pattern
from model.scope import Role, Scope, system_scope
from queries.cases import cases

CLEARED = Scope("bench", Role.SAFEGUARDING_LEAD, clearances=frozenset(Clearance))
ONE_S, ALL_S, SHARE = 3.0, 20.0, 0.95


def run(count: int) -> None:
    """Measure at one size."""
    result = Result("patterns", f"Patterns over {count:,} children")
    with whole(count) as kith:
        truth = Truth.read(generated_whole(count), kith)
        known = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
        asking = Asking(AS_OF, known, (TOWN,), frozenset(all_codes()))
        with raw_driver(kith.settings.graph) as raw:
            for made in all_patterns():
                _measure(kith, raw, made, asking, truth, result)
    rows: list[Any] = list(result.rows)
    total = sum(row["seconds"] for row in rows)
    result.notes += [
        f"all of them: {total:.1f} s ({sum(row['processor'] for row in rows):.1f} s of the processor), "
        f"on the raw driver {sum(row['raw_seconds'] for row in rows):.1f} s",
        f"bars: {ONE_S:.0f} s and {ALL_S:.0f} s at 70,000 children; recall and precision {SHARE}, in clean units 1",
        f"{len(truth.units)} planted families, {sum(truth.clean.values())} of them clean",
    ]
    result.show()
    _false_positives(result, truth).show()


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
        after = ""
        while page := ask(kith.graph, "matching/crosswalk", system_scope(), after=after, size=20_000):
            for row in page:
                uid_of[row["record"]] = row["person"]
                records[row["person"]].add(row["record"])
            after = page[-1]["record"]
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


def _measure(kith: Kith, raw: Raw, made: Pattern, asking: Asking, truth: Truth, result: Result) -> None:
    processor = _processor(kith)
    begun = time.monotonic()
    found = {each.child for each in run_pattern(kith.graph, CLEARED, made, asking)}
    truth.found[made.id] = found
    seconds, spent = time.monotonic() - begun, _processor(kith) - processor
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
        pattern=made.id, seconds=round(seconds, 2), raw_seconds=round(bare, 2), processor=round(spent, 2),
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
