"""What linking writes: ``clusters.csv``, ``pairs.csv`` and ``report.json``, each whole or not at all."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from ingest.linking.files import Person
from ingest.linking.link import Linked
from ingest.matching.records import as_text


def write_results(folder: Path, people: Sequence[Person], linked: Linked, report: Mapping[str, Any]) -> None:
    """Write the three files. A person's name in ``clusters.csv`` is the smallest record key of the cluster."""
    folder.mkdir(parents=True, exist_ok=True)
    by_key = {row.key: row for row in people}
    person_of = {key: min(group) for group in linked.groups for key in group}
    clusters = [(row.source, row.record_id, person_of[row.key]) for row in people]
    _csv(folder / "clusters.csv", ("source", "record_id", "person"), clusters)
    columns = (
        "source_left", "record_id_left", "source_right", "record_id_right", "match_weight", "probability", "decision",
        "reason", "evidence",
    )  # fmt: skip
    pairs = (
        (
            by_key[each.left].source,
            by_key[each.left].record_id,
            by_key[each.right].source,
            by_key[each.right].record_id,
            round(each.weight, 6),
            round(probability(each.weight), 9),
            each.verdict,
            each.reason,
            as_text(each.evidence),
        )
        for each in linked.judgements
    )
    _csv(folder / "pairs.csv", columns, pairs)
    with _whole(folder / "report.json") as file:
        json.dump(report, file, indent=1, ensure_ascii=False)
        file.write("\n")


def probability(weight: float) -> float:
    """The probability of odds in bits."""
    bounded = max(-60.0, min(60.0, weight))
    return float(2.0**bounded / (1 + 2.0**bounded))


def bands(linked: Linked) -> dict[str, int]:
    """How many judged pairs are in each band."""
    found = Counter(str(each.verdict) for each in linked.judgements)
    return {verdict: found[verdict] for verdict in ("same", "review", "different")}


def sizes(linked: Linked) -> dict[str, int]:
    """How many clusters have how many records."""
    found = Counter(len(group) for group in linked.groups)
    return {str(size): found[size] for size in sorted(found)}


def _csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with _whole(path) as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that takes its name when it is finished."""
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        yield file
    unfinished.replace(path)
