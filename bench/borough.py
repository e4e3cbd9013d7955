"""The synthetic borough as matching sees it: records out of the deliveries of every feed, and the truth beside them."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ingest.feeds import all_feeds
from ingest.linking.truth import quality
from ingest.matching.records import MatchRecord, match_record
from ingest.reading.delivery import read_delivery


@dataclass(frozen=True, slots=True)
class Borough:
    """Records of all feeds and the person each is of. ``kinds``: person -> child or adult; ``families``: person ->
    family; ``born``: person -> date of birth as text (twins share family and date); ``stays``: person -> address, first
    and last day of each stay as text (empty: not known, or still there)."""

    records: list[MatchRecord]
    person_of: dict[str, str]
    kinds: dict[str, str]
    families: dict[str, str]
    born: dict[str, str]
    stays: dict[str, list[tuple[str, str, str]]]

    def lived_together(self, one: str, other: str) -> bool:
        """Whether two people were of one family, or at one address on one day."""
        family = self.families.get(one)
        if family and family == self.families.get(other):
            return True
        return any(
            address == place and begun <= (to or "9999") and start <= (end or "9999")
            for address, begun, end in self.stays.get(one, ())
            for place, start, to in self.stays.get(other, ())
        )


def generate(children: int, seed: int, folder: Path, errors: float = 1.0) -> Path:
    """The folder of a borough's deliveries, generated where it is not there yet. ``errors``: times the usual ones."""
    out = folder / (f"borough-{children}-{seed}" + ("" if errors == 1 else f"-{errors:g}"))
    if not (out / "truth" / "records.csv").exists():
        told = {"--children": children, "--seed": seed, "--error-scale": errors, "--out": out}
        words = [str(word) for pair in told.items() for word in pair]
        subprocess.run([sys.executable, "-m", "kith.synth", *words], check=True, stdout=subprocess.DEVNULL)
    return out


def load(folder: Path) -> Borough:
    """Reads a generated borough through the feeds' own declarations."""
    found = []
    for code, feed in all_feeds().items():
        if not (folder / code).is_dir():
            continue
        delivery = read_delivery(folder / code, feed)
        for key, rows in delivery.records.items():
            statement = feed.observe(key, rows)
            if statement.kind in ("child", "adult"):
                found.append(match_record(statement))
    with (folder / "truth" / "records.csv").open(encoding="utf-8") as file:
        person_of = {row["record_key"]: row["person"] for row in csv.DictReader(file)}
    with (folder / "truth" / "persons.csv").open(encoding="utf-8") as file:
        persons = list(csv.DictReader(file))
    stays: dict[str, list[tuple[str, str, str]]] = {}
    with (folder / "truth" / "residence.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            stays.setdefault(row["person"], []).append((row["address"], row["from"], row["to"]))
    return Borough(
        found,
        person_of,
        {row["person"]: row["kind"] for row in persons},
        {row["person"]: row["family"] for row in persons},
        {row["person"]: row["date_of_birth"] for row in persons},
        stays,
    )


def compare(borough: Borough, groups: Iterable[frozenset[str]], kind: str) -> dict[str, float | int]:
    """Groups against the truth, over the records of children or of adults. ``twins_merged``: wrong pairs of two
    children of one family and one birth date; ``household_merged``: those of two others who were of one family or lived
    at one address at one time."""
    kind_of = {record.key: record.kind for record in borough.records}
    person_of = {
        key: borough.person_of[key]
        for key in kind_of
        if borough.kinds.get(borough.person_of.get(key, ""), kind_of[key]) == kind
    }
    chosen = [group & person_of.keys() for group in groups]
    households = {person: family for person, family in borough.families.items() if family}
    twins = at_home = 0
    for group in chosen:
        people = Counter(person_of[key] for key in group)
        for (one, times), (other, others) in combinations(people.items(), 2):
            same_birth = borough.born[one] == borough.born[other]
            if kind == "child" and same_birth and households.get(one, one) == households.get(other):
                twins += times * others
            elif borough.lived_together(one, other):
                at_home += times * others
    return quality(chosen, person_of, households) | {"twins_merged": twins, "household_merged": at_home}
