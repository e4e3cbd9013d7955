"""``kith link`` on every labelled set there is, beside plain Splink in the same run at the same probability.

``python -m bench.linkage --data FOLDER --children 5000 --seeds 11 12 --errors 1 2 --out FILE.json``: the public sets
whose files are in the folder, and synthetic boroughs at several seeds and error rates. Both matchers join at a
probability of 0.95 and estimate their parameters from the set itself. Boroughs are broken down by origin of name,
by age, by whether the family moved in the last year and by household; a group whose recall is more than a point below
the whole is named.

``python -m bench.linkage --scale 75000 1000000``: time and memory of ``kith link`` on so many records
(:mod:`bench.linkage_scale`).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.borough import generate
from bench.labelled import labelled_sets
from bench.link_files import Child, children_of, people_of
from bench.linkage_scale import scaled
from bench.plain_splink import plain_groups_of_rows
from bench.tables import Result
from ingest.linking.files import Person
from ingest.linking.link import link, match_records, sources_that_repeat
from ingest.linking.placeholders import find_placeholders
from ingest.linking.truth import quality
from ingest.matching.gathering import gathered
from ingest.matching.training import train_on_files

TODAY = dt.date(2026, 9, 1)
POINT = 0.01


def kith(rows: Sequence[Person]) -> list[frozenset[str]]:
    """The groups that ``kith link`` makes."""
    with gathered(match_records(rows, find_placeholders(rows), sources_that_repeat(rows))) as tables:
        return link(tables, train_on_files(tables)).groups


def splink(rows: Sequence[Person], parts: Mapping[str, Mapping[str, str]]) -> list[frozenset[str]]:
    """The groups of plain Splink. ``parts``: columns of its own that a set has and ``kith link`` gets as one."""
    named = ("forename", "surname", "postcode", "email", "phone", "upn", "nhs_number")
    table = {
        row.key: {
            "dob": str(row.date_of_birth) if row.date_of_birth else None,
            **{name: row.values.get(name) for name in named},
            **parts.get(row.key, {}),
        }
        for row in rows
    }
    sources = {row.key: row.source for row in rows}
    repeat = bool(sources_that_repeat(rows)) or len(set(sources.values())) == 1
    return plain_groups_of_rows(table, None if repeat else sources)


def compare(
    name: str,
    rows: Sequence[Person],
    parts: Mapping[str, Mapping[str, str]],
    person_of: Mapping[str, str],
    household_of: Mapping[str, str],
) -> tuple[list[dict[str, Any]], list[frozenset[str]]]:
    """One row a matcher, and the groups that Kith made."""
    found = []
    groups: list[frozenset[str]] = []
    for matcher in ("kith", "plain splink"):
        begun = time.process_time()
        made = kith(rows) if matcher == "kith" else splink(rows, parts)
        groups = made if matcher == "kith" else groups
        told = quality(made, person_of, household_of)
        found.append(
            {"set": name, "matcher": matcher, "cpu_s": round(time.process_time() - begun, 1), **told}
        )
    return found, groups


def by_group(
    groups: Iterable[frozenset[str]], person_of: Mapping[str, str], truth: Mapping[str, Child]
) -> list[dict[str, Any]]:
    """Recall and wrong pairs of each group of children; ``below``: points of recall below the whole."""
    place = {key: number for number, group in enumerate(groups) for key in group}
    members = defaultdict(list)
    for key, person in person_of.items():
        members[person].append(key)
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for person, keys in members.items():
        pairs = list(combinations(keys, 2))
        hits = sum(place[one] == place[other] for one, other in pairs)
        for label in _labels(truth[person]):
            total[label] += len(pairs)
            right[label] += hits
    for group in groups:
        for one, other in combinations(sorted(group), 2):
            if person_of[one] != person_of[other]:
                wrong.update(set(_labels(truth[person_of[one]])) | set(_labels(truth[person_of[other]])))
    whole = right["all", "all"] / max(total["all", "all"], 1)
    return [
        {
            "by": label[0],
            "group": label[1],
            "pairs": total[label],
            "right_pairs": right[label],
            "recall": round(right[label] / total[label], 4),
            "below": round(max(0.0, whole - right[label] / total[label]), 4),
            "wrong_pairs": wrong[label],
        }
        for label in sorted(total)
        if total[label]
    ]


def _labels(child: Child) -> list[tuple[str, str]]:
    return [
        ("all", "all"),
        ("origin of name", child.origin),
        ("age", child.age),
        ("move", child.moved),
        ("household", child.household),
    ]


def boroughs(children: int, seeds: Sequence[int], errors: Sequence[float], folder: Path) -> dict[str, Any]:
    """Every seed at every error rate."""
    rows: list[dict[str, Any]] = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for seed in seeds:
        for scale in errors:
            borough = generate(children, seed, folder, scale)
            people, person_of = people_of(borough)
            truth = children_of(borough, TODAY)
            household_of = {person: child.family for person, child in truth.items()}
            name = f"borough {seed}, errors x{scale:g}"
            found, made = compare(name, people, {}, person_of, household_of)
            rows += found
            groups[name] = by_group(made, person_of, truth)
    return {"rows": rows, "groups": groups}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="Linkage of plain person files, beside plain Splink")
    parser.add_argument("--data", type=Path, help="folder of the public labelled sets")
    parser.add_argument("--children", type=int, default=5_000)
    parser.add_argument("--seeds", type=int, nargs="*", default=[11])
    parser.add_argument("--errors", type=float, nargs="*", default=[1.0, 2.0])
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    parser.add_argument("--boroughs", type=Path, default=Path(tempfile.gettempdir()) / "kith-boroughs")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    asked.boroughs.mkdir(parents=True, exist_ok=True)
    if asked.scale:
        table = Result("linkage-scale", f"kith link, {os.cpu_count()} cores")
        for records in asked.scale:
            table.add(**scaled(records, asked.boroughs))
        table.show()
        return
    rows = []
    for each in labelled_sets(asked.data) if asked.data else ():
        rows += compare(each.name, each.rows, each.parts, each.person_of, {})[0]
    found = boroughs(asked.children, asked.seeds, asked.errors, asked.boroughs)
    shown = ("set", "matcher", "cpu_s", "precision", "recall", "f1", "b_cubed_f1", "clusters_mixing_people")
    table = Result("linkage", "Both at a probability of 0.95")
    for row in [*rows, *found["rows"]]:
        table.add(**{name: row[name] for name in (*shown, "of_these_in_one_household")})
    table.show()
    for number, (name, groups) in enumerate(found["groups"].items()):
        table = Result(f"linkage-groups-{number}", f"Kith by group: {name}")
        for row in groups:
            table.add(**row)
        table.notes += [
            f"{row['group']}: recall {row['below'] * 100:.1f} points below the whole"
            for row in groups
            if row["below"] > POINT
        ]
        table.show()
    if asked.out:
        told = {"sets": [*rows, *found["rows"]], "groups": found["groups"]}
        asked.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
