"""How well a CSV file fits the tables of the feeds: by its name, by its published name, by its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.feeds.declaration import Feed, Table
from ingest.reading import files
from ingest.reading.header import columns_of
from ingest.reading.problems import DeliveryRefused
from ingest.reading.source import CsvSource

ENOUGH_COLUMNS = 0.4
"""Share of a file's columns that a table must know before a file of another name is taken for it; assumed."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a file fits a table: ``rank`` 3 its very name, 2 its published name, 1 only its columns."""

    feed: Feed
    table: Table
    part: str
    rank: int
    share: float


def fits(file: Path, feeds: Sequence[Feed], *, alone: bool) -> Iterator[Fit]:
    """The tables that a CSV file may hold. ``alone``: it was named by itself, not found in a folder."""
    stem = file.stem.lower()
    names: Sequence[str] | None = None
    for feed in feeds:
        only = alone and len(feeds) == 1 and len(feed.tables) == 1
        for table in feed.tables:
            if stem == table.name or only:
                share = 0.0
                if len(feeds) > 1:
                    names = _names(file, feed) if names is None else names
                    share = _share(table, names)
                    if share == 0.0:
                        continue
                yield Fit(feed, table, "", 3, share)
                continue
            if not table.files:
                continue
            names = _names(file, feed) if names is None else names
            share = _share(table, names)
            if share > 0 and _is_published(stem, table):
                yield Fit(feed, table, part_of(feed, stem), 2, share)
            elif share >= ENOUGH_COLUMNS:
                yield Fit(feed, table, part_of(feed, stem), 1, share)


def _is_published(stem: str, table: Table) -> bool:
    """Whether a file's name is one under which a table is published, with a year, a term or a name beside it."""
    for pattern in table.files:
        expression = re.escape(pattern).replace(r"\*", ".*")
        if re.fullmatch(rf"(?:.+?[-_ .])?{expression}(?:[-_ .].+)?", stem) is not None:
            return True
    return False


def part_of(feed: Feed, stem: str) -> str:
    """What tells the deliveries of a feed in one folder apart: ``2017`` of ``2017-header``."""
    found = re.search(feed.parts, stem) if feed.parts is not None else None
    return found.group() if found else ""


def _share(table: Table, names: Sequence[str]) -> float:
    """Share of a file's columns that a table knows; 0 where one that every row must fill is missing."""
    known = {name for name in columns_of(table, names) if name is not None}
    needed: set[str] = set()
    for column in table.columns:
        if column.must_be_given and not column.computed:
            needed.add(column.name)
        if column.made_of and column.must_be_given:
            needed.update(column.made_of[:1])
        if column.via is not None and column.must_be_given:
            needed.add(column.via.column)
    computed = {column.name for column in table.columns if column.computed}
    if not names or not needed - computed <= known:
        return 0.0
    asked = {column.name for column in table.columns if not column.computed and not column.extension}
    # A table that asks for columns which the file lacks is the likelier one only if no other knows the file.
    return len(known) / len(names) / (1 if asked <= known else 10)


def _names(file: Path, feed: Feed) -> Sequence[str]:
    """The first line's cells, or nothing where the file is no CSV at all."""
    try:
        if files.packed(file) is not None:
            return ()
        encoding = files.encoding_of(file, feed.encodings if len(feed.encodings) > 1 else ("utf-8", "cp1252"))
        return CsvSource(file, "utf-8-sig" if encoding == "utf-8" else encoding).names()
    except (DeliveryRefused, OSError, LookupError):
        return ()
