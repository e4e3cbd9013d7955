"""Matching on synthetic boroughs, beside plain Splink on the same children's records in the same run.

``python -m bench.matching --children 70000 --seeds 11 12 --out FILE.json`` prints one table per borough: precision and
recall pairwise for children and adults, twins and others of one household merged, recall of the candidates, times and
peak memory, and at the end the recall of each group over all boroughs together, in which few pairs do not pass for
unfairness; the same with *plain Splink*: its usual comparisons and blocking rules, parameters from the same records,
connected components at a probability of 0.95. Seeds of the boroughs that the shipped model was trained on (101) are
refused.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.blocking import blocking_recall
from bench.borough import Borough, compare, generate, load
from bench.link_files import children_of
from bench.linkage import TODAY, by_group
from bench.plain_splink import plain_groups
from bench.tables import Result
from ingest.matching.groups import components
from ingest.matching.model import MatchModel
from ingest.matching.records import NoSeals
from ingest.matching.resolver import Resolver

TRAINED_ON = (101,)


def measure(borough: Borough, source: Path, folder: Path) -> dict[str, Any]:
    """One borough: a rebuild, a night in which one child's record of a hundred changes, and the quality of both.
    ``source``: the borough's folder; ``folder``: for the caches."""
    resolver = Resolver(folder, MatchModel.shipped(), NoSeals())
    begun = time.perf_counter()
    resolver.rebuild(borough.records, [], "built")
    built = time.perf_counter() - begun
    groups = [group.keys for group in resolver.groups()]
    quality: dict[str, dict[str, float | int]] = {
        kind: compare(borough, groups, kind) for kind in ("child", "adult")
    }
    quality["adult"]["recall_of_reachable"] = reachable_recall(borough, groups)
    quality["child"]["recall_of_candidates"] = candidate_recall(borough)
    chance = random.Random(1)
    children = [record for record in borough.records if record.kind == "child"]
    night = [
        replace(record, identity=replace(record.identity, surname=f"{record.identity.surname or 'A'}e"))
        for record in chance.sample(children, len(children) // 100)
    ]
    begun = time.perf_counter()
    resolver.update(night, [], [], "night")
    nightly = time.perf_counter() - begun
    resolver.close()
    return {
        "records": len(borough.records),
        "children_records": len(children),
        "rebuild_seconds": round(built, 1),
        "night_seconds": round(nightly, 2),
        "night_records": len(night),
        "quality": quality,
        "groups": _groups_of(borough, source, groups, "child"),
        "groups_of_carers": _groups_of(borough, source, groups, "adult"),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _groups_of(
    borough: Borough, source: Path, groups: Iterable[frozenset[str]], kind: str
) -> list[dict[str, Any]]:
    """Error rates by group: of carers, by the origin of their names alone."""
    kinds = {
        record.key: borough.kinds.get(borough.person_of.get(record.key, "")) for record in borough.records
    }
    person_of = {key: borough.person_of[key] for key, known in kinds.items() if known == kind}
    found = by_group([group & person_of.keys() for group in groups], person_of, children_of(source, TODAY))
    return [row for row in found if kind == "child" or row["by"] in ("all", "origin of name")]


def pooled(boroughs: Iterable[dict[str, Any]], part: str) -> list[dict[str, Any]]:
    """The groups of several boroughs as if they were one. ``part``: groups, or groups_of_carers."""
    total: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for found in boroughs:
        for row in found[part]:
            label = row["by"], row["group"]
            total[label] += row["pairs"]
            right[label] += row["right_pairs"]
            wrong[label] += row["wrong_pairs"]
    whole = right["all", "all"] / max(total["all", "all"], 1)
    return [
        {
            "by": by,
            "group": group,
            "pairs": pairs,
            "recall": round(right[by, group] / pairs, 4),
            "below": round(max(0.0, whole - right[by, group] / pairs), 4),
            "wrong_pairs": wrong[by, group],
        }
        for (by, group), pairs in sorted(total.items())
    ]


def candidate_recall(borough: Borough) -> float:
    """Of the pairs of one child's records, the share that blocking proposes, as ``kith link`` reports it."""
    person_of = {
        record.key: borough.person_of[record.key]
        for record in borough.records
        if borough.kinds.get(borough.person_of[record.key]) == "child"
    }
    return blocking_recall(borough.records, person_of) or 0.0


def reachable_recall(borough: Borough, groups: Iterable[frozenset[str]]) -> float:
    """Recall over the pairs of adults' records that hang together through children they share: two contacts of two
    children, of whom no record knows both, are never joined, by rule."""
    adults = {r.key for r in borough.records if borough.kinds.get(borough.person_of[r.key]) == "adult"}
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in borough.records:
        for tie in record.ties:
            if tie.adult in adults and tie.child in borough.person_of:
                holders[borough.person_of[tie.adult], borough.person_of[tie.child]].append(tie.adult)
    edges = [(members[0], other) for members in holders.values() for other in members[1:]]
    place = {key: number for number, group in enumerate(groups) for key in group}
    reachable = together = 0
    for component in components(adults, edges):
        reachable += len(component) * (len(component) - 1) // 2
        sizes = Counter(place[key] for key in component)
        together += sum(size * (size - 1) // 2 for size in sizes.values())
    return round(together / max(reachable, 1), 6)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="Quality and speed of matching on synthetic boroughs")
    parser.add_argument("--children", type=int, default=70_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11])
    parser.add_argument("--boroughs", type=Path, default=Path(tempfile.gettempdir()) / "kith-boroughs")
    parser.add_argument("--errors", type=float, default=1.0, help="how many times the usual errors")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-plain", action="store_true", help="leave plain Splink out")
    asked = parser.parse_args()
    assert not set(asked.seeds) & set(TRAINED_ON), "the shipped model was trained on that seed"
    found = {}
    for seed in asked.seeds:
        source = generate(asked.children, seed, asked.boroughs, asked.errors)
        borough = load(source)
        with tempfile.TemporaryDirectory() as folder:
            found[str(seed)] = measure(borough, source, Path(folder))
        if not asked.no_plain:
            begun = time.perf_counter()
            groups = plain_groups([record for record in borough.records if record.kind == "child"])
            found[str(seed)]["plain_splink"] = {
                "seconds": round(time.perf_counter() - begun, 1),
                "child": compare(borough, groups, "child"),
            }
        print(json.dumps({seed: found[str(seed)]}, indent=1), flush=True)
        if asked.out:
            # After every borough: a long run that is ended keeps what it has found.
            asked.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for part in ("groups", "groups_of_carers"):
        table = Result(f"matching-{part}", f"All boroughs together: {part.replace('_', ' ')}")
        for row in pooled(found.values(), part):
            table.add(**row)
        table.show()


if __name__ == "__main__":
    main()
