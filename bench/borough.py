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
from ingest.matching.records import MatchRecord, match_record
from ingest.reading.delivery import read_delivery


@dataclass(frozen=True, slots=True)
class Borough:
    """Records of all feeds and the person each is of. ``kinds``: person -> child or adult; ``families``: person ->
    family; ``born``: person -> date of birth as text (twins share family and date)."""

    records: list[MatchRecord]
    person_of: dict[str, str]
    kinds: dict[str, str]
    families: dict[str, str]
    born: dict[str, str]


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
    return Borough(
        found,
        person_of,
        {row["person"]: row["kind"] for row in persons},
        {row["person"]: row["family"] for row in persons},
        {row["person"]: row["date_of_birth"] for row in persons},
    )


@dataclass(slots=True)
class Quality:
    """Pairwise: pairs of records put together, rightly and wrongly, and pairs missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    twins: int = 0
    """Wrong pairs of two children of one family and one birth date."""

    @property
    def precision(self) -> float:
        """Of the pairs put together, the share that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that belong together, the share that is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def as_row(self) -> dict[str, float | int]:
        """Plain numbers, for a table or JSON."""
        return {
            "precision": round(self.precision, 6),
            "recall": round(self.recall, 6),
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
            "twins_merged": self.twins,
        }


def compare(borough: Borough, groups: Iterable[frozenset[str]], kind: str) -> Quality:
    """Groups against the truth, over the records of children or of adults."""
    kind_of = {record.key: record.kind for record in borough.records}
    wanted = {
        key for key in kind_of if borough.kinds.get(borough.person_of.get(key, ""), kind_of[key]) == kind
    }
    quality = Quality()
    for group in groups:
        for one, other in combinations(sorted(group & wanted), 2):
            mine, yours = borough.person_of[one], borough.person_of[other]
            if mine == yours:
                quality.right += 1
                continue
            quality.wrong += 1
            same_family = borough.families[mine] == borough.families[yours] != ""
            quality.twins += kind == "child" and same_family and borough.born[mine] == borough.born[yours]
    sizes = Counter(borough.person_of[key] for key in wanted)
    quality.missed = sum(size * (size - 1) // 2 for size in sizes.values()) - quality.right
    return quality
