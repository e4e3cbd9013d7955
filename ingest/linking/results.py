"""What linking writes: ``clusters.csv``, ``pairs.csv`` and ``report.json``, each whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from ingest.linking.files import Name, PersonFileError, key_of
from ingest.linking.link import Linked
from ingest.matching.records import as_text


def check_folder(folder: Path) -> None:
    """Raises :class:`PersonFileError` where a folder cannot be made or written, before anything is worked out."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise PersonFileError(
            f"The results cannot be written to {folder.name}: it must be a folder, and may be new"
        )


def write_results(folder: Path, names: Sequence[Name], linked: Linked) -> None:
    """Write the clusters and the pairs. A person's name in ``clusters.csv`` is the smallest record key of the cluster.
    ``names``: of all records, in the order in which they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    person_of = {key: min(group) for group in linked.groups for key in group}
    name_of = {key_of(*name): name for name in names}
    clusters = ((*name, person_of[key]) for key, name in name_of.items())
    _csv(folder / "clusters.csv", ("source", "record_id", "person"), clusters)
    columns = (
        "source_left", "record_id_left", "source_right", "record_id_right", "match_weight", "probability", "decision",
        "reason", "evidence",
    )  # fmt: skip
    pairs = (
        (
            *name_of[each.left],
            *name_of[each.right],
            round(each.weight, 6),
            round(probability(each.weight), 9),
            each.verdict,
            each.reason,
            as_text(each.evidence),
        )
        for each in linked.judgements
    )
    _csv(folder / "pairs.csv", columns, pairs)


def write_report(folder: Path, report: Mapping[str, Any]) -> None:
    """Write what is told of the whole, time and memory included."""
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
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise PersonFileError(
            f"{path.name} cannot be written. See that its disk has room, then run this again"
        ) from None
