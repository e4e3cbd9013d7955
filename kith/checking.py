"""What would become of files before anything is loaded: accepted, put aside, left out, and why. Touches no index."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.feeds import feed as feed_of
from ingest.feeds.declaration import Kind
from ingest.reading.delivery import ReadDelivery, read_found
from ingest.reading.finding import MANIFEST, Found, Holding, find, identify
from ingest.reading.header import LEFT_OUT, UNKNOWN_COLUMN
from ingest.reading.problems import DeliveryRefused, Rejection
from ingest.reading.table import NOT_READ

OFTEN = 3
"""Times that an unknown code without a digit must stand in a column before it is shown: a name stands there once."""
_CODE_LIKE = re.compile(r"[A-Z0-9]{1,8}")


@dataclass(slots=True)
class Checked:
    """One delivery that was looked at. ``problems`` refuse it whole; then there is nothing else to tell."""

    feed: str
    part: str
    kind: str
    extracted: dt.date
    assumed: list[str]
    """What was not said and therefore assumed for this check: kind, extracted."""
    files: dict[str, str]
    read: ReadDelivery | None = None
    problems: tuple[str, ...] = ()

    def put_aside(self) -> Counter[tuple[str, str, str]]:
        """Table, column and reason of the rows that would go back to their owner."""
        rejections = self.read.rejections if self.read is not None else []
        return Counter((each.table, each.column or "", each.reason) for each in rejections)

    def left_out(self) -> list[tuple[str, str]]:
        """Table and name of what the files say and no column reads."""
        warned = self.read.warnings if self.read is not None else {}
        found = {
            (each.table, each.column or "") for each in warned if each.reason in (UNKNOWN_COLUMN, NOT_READ)
        }
        return sorted(found)

    def absent(self) -> list[tuple[str, str]]:
        """Table and name of columns that the files leave out."""
        warned = self.read.warnings if self.read is not None else {}
        return sorted((each.table, each.column or "") for each in warned if each.reason == LEFT_OUT)

    def doubts(self) -> list[tuple[str, str, str, int]]:
        """Table, column, reason and number of values taken or left out with a warning."""
        warned = self.read.warnings if self.read is not None else {}
        apart = (LEFT_OUT, UNKNOWN_COLUMN, NOT_READ)
        found = [(each.table, each.column or "", each.reason, times) for each, times in warned.items()]
        return sorted(each for each in found if each[2] not in apart)

    def new_codes(self) -> list[tuple[str, str, str, int]]:
        """Table, column, code and times of values that the code lists lack. What does not look like a code is counted
        and not shown."""
        found: Counter[tuple[str, str, str]] = Counter()
        for (table, column, value), times in self.read.new_codes.items() if self.read is not None else ():
            shown = _CODE_LIKE.fullmatch(value) and (times >= OFTEN or any(map(str.isdigit, value)))
            found[table, column, value if shown else "(other)"] += times
        return sorted((*key, times) for key, times in found.items())

    def records(self) -> Counter[str]:
        """Records that the files bring, by kind."""
        keys = self.read.records if self.read is not None else ()
        return Counter(key.split(":", 2)[1] for key in keys)

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain JSON types."""
        told: dict[str, Any] = {
            "feed": self.feed,
            "part": self.part,
            "kind": self.kind,
            "extracted": self.extracted,
            "assumed": self.assumed,
            "files": self.files,
            "refused": list(self.problems),
        }
        if self.read is None:
            return told
        counts = self.read.rows_of
        told |= {
            "rows": self.read.delivered,
            "accepted": self.read.accepted,
            "put_aside": self.read.rejected,
            "records": dict(self.records()),
            "tables": {name: {"rows": rows, "accepted": taken} for name, (rows, taken) in counts.items()},
            "reasons": _named(
                ("table", "column", "reason", "rows"), [(*key, n) for key, n in self.put_aside().items()]
            ),
            "left_out": _named(("table", "column"), self.left_out()),
            "absent": _named(("table", "column"), self.absent()),
            "doubts": _named(("table", "column", "reason", "values"), self.doubts()),
            "new_codes": _named(("table", "column", "code", "times"), self.new_codes()),
        }
        return told


@dataclass(slots=True)
class Check:
    """All that lay at a path."""

    deliveries: list[Checked] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether there is something to load and nothing refused."""
        return (
            bool(self.deliveries) and not self.problems and not any(each.problems for each in self.deliveries)
        )

    @property
    def rejections(self) -> list[Rejection]:
        """Every row that would go back."""
        return [each for one in self.deliveries if one.read is not None for each in one.read.rejections]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain JSON types."""
        return {
            "would_load": self.good,
            "deliveries": [each.as_dict() for each in self.deliveries],
            "not_recognised": self.strangers,
            "problems": self.problems,
        }


def check(
    path: Path,
    feed: str | None,
    mapping: Path | None,
    *,
    kind: Kind | None = None,
    extracted: dt.date | None = None,
) -> Check:
    """Look at a file or folder. Where neither a manifest nor the caller says the kind and the day of the extract, the
    feed's usual kind, else changes, and the day that the files tell, else today, are assumed and told."""
    found = Check()
    for place in places_of(path) if feed is None else [path]:
        try:
            holding = _held(place, feed, mapping)
        except DeliveryRefused as refused:
            found.problems += map(str, refused.problems)
            continue
        found.deliveries += [_looked_at(code, each, kind, extracted) for (code, _), each in in_order(holding)]
        found.strangers += [stranger.name for stranger in holding.strangers]
        found.problems += map(str, holding.problems)
    return found


def places_of(path: Path) -> list[Path]:
    """Where deliveries lie at a path: every folder with a manifest of its own is one; else the path itself, or the one
    folder that it holds."""
    if not path.is_dir() or (path / MANIFEST).is_file():
        return [path]
    own = sorted(each.parent for each in path.glob("*/" + MANIFEST)) or sorted(
        each.parent for each in path.glob("*/*/" + MANIFEST)
    )
    if own:
        return own
    inside = [each for each in path.iterdir() if not each.name.startswith(".")]
    return places_of(inside[0]) if len(inside) == 1 and inside[0].is_dir() else [path]


def in_order(holding: Holding) -> list[tuple[tuple[str, str], Found]]:
    """Deliveries in the order in which they were taken, as far as that is known."""
    return sorted(
        ((key, found) for key, found in holding.deliveries.items() if found.tables or found.deletions),
        key=lambda each: (each[1].taken or dt.date.min, each[0]),
    )


def _held(path: Path, feed: str | None, mapping: Path | None) -> Holding:
    if feed is None:
        return identify(path, mapping)
    declared = feed_of(feed)
    if path.is_file():
        return identify(path, mapping, [declared])
    found = find(path, declared, None, mapping)
    return Holding({(feed, found.part): found})


def _looked_at(code: str, found: Found, kind: Kind | None, extracted: dt.date | None) -> Checked:
    feed, assumed = feed_of(code), []
    if found.manifest is None and kind is None and feed.usual_kind is None:
        kind, assumed = "changes", ["kind"]
    if found.manifest is None and extracted is None and found.taken is None:
        extracted, assumed = dt.datetime.now(dt.UTC).date(), [*assumed, "extracted"]
    sources = {table: source.file for table, source in found.tables.items()}
    try:
        read = read_found(found, feed, kind=kind, extracted=extracted)
    except DeliveryRefused as refused:
        said = tuple(str(problem) for problem in refused.problems)
        day = extracted or found.taken or dt.date.min
        return Checked(code, found.part, kind or feed.usual_kind or "", day, assumed, sources, None, said)
    return Checked(code, found.part, read.manifest.kind, read.manifest.extracted, assumed, sources, read)


def _named(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]
