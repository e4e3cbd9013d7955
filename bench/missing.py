"""Children missing from all services: how many of those planted are found, how many lines are right, how long it takes.

The borough is planted with every cause (``kith synth --plant absence --feeds all``) and read through the whole index.
After that a night of changes, about 1%, is loaded into a copy, and the list is made by difference and held against one
of everybody. What a line's cause truly is follows from the truth alone: whose records the person's are, whether others
of that person's records were left apart, where the child went to school.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from absence.expectations import packaged
from absence.survey import Survey
from bench.indexes import AS_OF, deliveries, generated_whole, index, whole, whole_folder
from bench.night import processor
from bench.tables import RESULTS, Result
from graph import reads
from graph.changes import Changes
from ingest.pipeline import changes_in
from kith.composition import Kith
from kith.loading import load
from model.absence import Category, Cause, Findings, Line
from model.scope import system_scope

TODAY = AS_OF + dt.timedelta(days=1)
EXPECTED_FEEDS = ("gp", "child_health", "not_in_school", "education_welfare")
"""Feeds whose record of a child means that an expected service knows it; school is told by the truth itself."""
ALL_CHILDREN_S, NIGHT_S = 5.0, 1.0
YOUNGEST, OLDEST = 70, 18 * 365
"""Days of age between which a child is expected by some service beyond its time of grace."""
RECALL, PRECISION, FIRST = 0.97, 0.90, 0.90


def run(children: int) -> None:
    """Measure at one size."""
    result = Result("missing", "Children missing from all services")
    facts = RESULTS / f"facts-{children}"
    shutil.rmtree(facts, ignore_errors=True)
    with whole(children) as kith:
        truth = Truth.read(generated_whole(children))
        survey = Survey(kith.graph, packaged(), facts, changes=Changes(changes_in(kith.settings.loading)))
        measure(survey, kith, truth, children, result)
    result.notes.append(
        f"bars: recall {RECALL}, precision {PRECISION}, right cause first {FIRST}; everybody {ALL_CHILDREN_S:.0f} s, "
        f"a night {NIGHT_S:.0f} s. Facts are read from the graph once, and then by difference; processor: seconds of "
        "this process and the database together."
    )
    night(children, result)
    result.show()


def night(children: int, result: Result) -> None:
    """The list after a night of all agencies, by difference, and whether one of everybody is the same."""
    copy, facts = RESULTS / "missing-night", RESULTS / f"facts-{children}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(whole_folder(children), copy)
    shutil.rmtree(facts, ignore_errors=True)
    with index(copy, heap_mb=2048) as kith:
        survey = Survey(kith.graph, packaged(), facts, changes=Changes(changes_in(kith.settings.loading)))
        since = {line.child: TODAY for line in survey.findings(TODAY).lines}
        outcome = load(
            kith, deliveries(generated_whole(children) / "next_night"), lambda _stage: None, release=True
        )
        records = sum(report.records_new + report.records_changed for report in outcome.reports)
        after = TODAY + dt.timedelta(days=1)
        name = f"after a night of {records:,} records"
        found = timed(lambda: survey.findings(after, since=since), name, kith, children, result)
        whole_again = Survey(kith.graph, packaged()).findings(after, since=since)
        result.add(children=children, figure="the same as of everybody", value=float(found == whole_again))
    shutil.rmtree(copy)


def timed(make: Callable[[], Findings], name: str, kith: Kith, children: int, result: Result) -> Findings:
    """The list, with the seconds it took."""
    began, used = time.monotonic(), processor(kith)
    found = make()
    wall, used = time.monotonic() - began, processor(kith) - used
    result.add(children=children, figure=name, value=wall, processor=used, lines=len(found.lines))
    return found


def measure(survey: Survey, kith: Kith, truth: Truth, children: int, result: Result) -> None:
    """Read, evaluate from kept facts, and compare with the truth."""
    timed(lambda: survey.findings(TODAY), "first reading of all facts", kith, children, result)
    found = timed(lambda: survey.findings(TODAY), "from kept facts", kith, children, result)
    persons = defaultdict(set)
    for row in reads.crosswalk(kith.graph, system_scope()):
        persons[row["person"]].add(row["record"])
    facts = survey.facts(TODAY)
    placed = {uid for uid, place in facts.places.items() if facts.flags["placed"][place]}
    for name, value in compare(found, truth, persons, placed).items():
        result.add(children=children, figure=name, value=value)


@dataclass
class Truth:
    """What is so, by person."""

    person_of: dict[str, str]
    resident: dict[str, bool]
    planted: dict[str, str]
    born: dict[str, str]
    school: dict[str, str] = field(default_factory=dict)
    """Kind of the present schooling: state, independent, home_educated, missing; absent where there is none."""

    def age(self, person: str) -> int:
        """Days since birth."""
        return (TODAY - dt.date.fromisoformat(self.born[person])).days if self.born.get(person) else 0

    @classmethod
    def read(cls, borough: Path) -> Truth:
        """From the folder of a borough."""
        truth = cls(
            {row["record_key"]: row["person"] for row in _rows(borough, "records")},
            {row["person"]: row["resident"] == "Y" for row in _rows(borough, "persons")},
            {row["person"]: row["cause"] for row in _rows(borough, "absences")},
            {row["person"]: row["date_of_birth"] for row in _rows(borough, "persons")},
        )
        for row in _rows(borough, "schools"):
            if not row["to"] or row["to"] > TODAY.isoformat():
                truth.school[row["person"]] = row["kind"]
        return truth


def _rows(borough: Path, name: str) -> list[dict[str, str]]:
    with (borough / "truth" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def compare(
    found: Findings, truth: Truth, persons: dict[str, set[str]], placed: set[str]
) -> dict[str, float]:
    """Recall and precision of truly missing children at 'no explanation found', and right causes first. Families that
    were planted for a pattern have no truth of their own about absence: lines of theirs are no part of it."""
    records: defaultdict[str, set[str]] = defaultdict(set)
    homes: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for uid, keys in persons.items():
        for key in keys:
            if key in truth.person_of:
                person = truth.person_of[key]
                records[person].add(key)
                homes[person].setdefault(uid, set()).add(key)
    feeds = {person: {key.partition(":")[0] for key in keys} for person, keys in records.items()}
    whose = {uid: truth.person_of[min(key for key in keys if key in truth.person_of)] for uid, keys in persons.items()
             if any(key in truth.person_of for key in keys)}  # fmt: skip
    visible = {whose.get(uid) for uid in placed}
    missing = {
        person
        for person, known in feeds.items()
        if truth.resident.get(person)
        and person in visible
        and YOUNGEST < truth.age(person) < OLDEST
        and not known & set(EXPECTED_FEEDS)
        and truth.school.get(person) not in ("state", "independent", "home_educated")
    }
    none = [line for line in found.lines if Category.NONE_EXPECTED in line.categories and line.child in whose]
    bare = [line for line in none if line.cause is Cause.NONE_FOUND]
    caught = {whose.get(line.child) for line in bare}
    causes = [(true_cause(line, whose.get(line.child, ""), truth, homes, missing), line) for line in none]
    explained = [(cause, line) for cause, line in causes if line.cause is not Cause.NONE_FOUND and cause]
    right = sum(line.cause in cause for cause, line in explained)
    lost = [
        person
        for person in missing - caught
        if _parted(person, homes) or _mixed(person, truth, persons, homes)
    ]
    false = [whose.get(line.child, "") for line in bare if whose.get(line.child) not in missing]
    by_match = [person for person in false if _parted(person, homes)]
    unrecorded = [
        person for person in false if person not in by_match and truth.school.get(person) == "independent"
    ]
    found_right = len(bare) - len(false)
    wrong = Counter(
        (line.cause.value, "/".join(sorted(each.value for each in cause)))
        for cause, line in explained
        if line.cause not in cause
    )
    for pair, number in wrong.most_common(8):
        print("explained otherwise:", *pair, number)
    return {
        "truly missing": float(len(missing)),
        "planted missing": float(sum(cause == "missing" for cause in truth.planted.values())),
        "recall": len(missing & caught) / max(1, len(missing)),
        "precision": sum(whose.get(line.child) in missing for line in bare) / max(1, len(bare)),
        "missed by errors of matching": float(len(lost)),
        "missed otherwise": float(len(missing - caught) - len(lost)),
        "false by errors of matching": float(len(by_match)),
        "false, at an independent school that nobody records": float(len(unrecorded)),
        "false otherwise": float(len(false) - len(by_match) - len(unrecorded)),
        "precision without errors of matching": found_right / max(1, len(bare) - len(by_match)),
        "precision without those nor unrecorded schools": found_right
        / max(1, len(bare) - len(by_match) - len(unrecorded)),
        "explained lines": float(len(explained)),
        "right cause first": right / max(1, len(explained)),
        "lines on the whole list": float(len(found.lines)),
    }


def _parted(person: str, homes: dict[str, dict[str, set[str]]]) -> bool:
    """Whether records of one person were left apart."""
    return len(homes.get(person, {})) > 1


def _mixed(
    person: str, truth: Truth, persons: dict[str, set[str]], homes: dict[str, dict[str, set[str]]]
) -> bool:
    """Whether records of a person were joined to another's."""
    return any(
        truth.person_of.get(key, person) != person for uid in homes.get(person, {}) for key in persons[uid]
    )


def true_cause(
    line: Line, person: str, truth: Truth, homes: dict[str, dict[str, set[str]]], missing: set[str]
) -> set[Cause]:
    """What truly explains a line: any of these is right; nothing where the child is truly missing."""
    if person in missing:
        return set()
    found: set[Cause] = set()
    own = homes.get(person, {}).get(line.child, set())
    others = {key for uid, keys in homes.get(person, {}).items() if uid != line.child for key in keys}
    if others:
        mine, yours = ({key.partition(":")[0] for key in keys} for keys in (own, others))
        found.add(Cause.REGISTERED_TWICE if mine & yours else Cause.FAILED_MATCH)
        found |= {Cause.FAILED_MATCH} if yours - mine else set()
    if not truth.resident.get(person):
        found |= {
            Cause.MOVED,
            Cause.LEFT_AREA,
            Cause.LIST_INFLATION,
            Cause.LIVES_OUTSIDE,
            Cause.EDUCATED_OUTSIDE,
        }
    found |= {
        "independent": {Cause.PRIVATE_SCHOOL},
        "home_educated": {Cause.HOME_EDUCATED},
        "state": {Cause.EDUCATED_OUTSIDE},
    }.get(truth.school.get(person, ""), set())
    return found
