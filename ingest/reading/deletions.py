"""The file of explicit deletions: which rows an agency took away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.feeds.declaration import Column, Feed, Owner, Table, Type
from ingest.reading.header import Header, read_header
from ingest.reading.problems import DeliveryRefused, Problem, Rejection, value_class
from ingest.reading.source import CsvSource
from ingest.reading.table import as_delivered, rejection
from ingest.reading.values import Bad, Doubtful, Reader

NAME = "deletions"
_SHAPE = Table(
    NAME,
    (
        Column("table", doc="Table of the deleted row.", required=True),
        Column("key", Type.IDENTIFIER, "Key of the deleted row.", key=True),
        Column(
            "belongs_to",
            Type.IDENTIFIER,
            "Identifier of the record that the row belonged to.",
            extension=True,
        ),
    ),
    owners=(Owner("person", "key"),),
)


@dataclass(frozen=True, slots=True)
class Deletion:
    """One row that its agency deleted. ``records``: keys of the records that may hold it; one of them does, if any."""

    table: str
    key: str
    records: tuple[str, ...]


@dataclass(slots=True)
class DeletionsRead:
    """Deletions in the order of the file, and what could not be read."""

    deletions: list[Deletion] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    delivered: int = 0


def read_deletions(feed: Feed, path: Path, ends_in_line_break: bool) -> DeletionsRead:
    """Read the file. Raises DeliveryRefused where it is no table of deletions, or cut off."""
    source = CsvSource(path)
    header = read_header(_SHAPE, source.names(), path.name)
    read = DeletionsRead()
    readers = {name: Reader(_SHAPE.column(name)) for name in header.positions}
    for line, cells in source.rows():
        read.delivered += 1
        if len(cells) != header.width:
            _odd(line, cells, header, ends_in_line_break, path, read)
            continue
        values = {name: readers[name][cells[position]] for name, position in header.positions.items()}
        found = _deletion(feed, values)
        if isinstance(found, Deletion):
            read.deletions.append(found)
        else:
            column, reason = found
            kind = value_class(cells[header.positions[column]]) if column in header.positions else "empty"
            read.rejections.append(
                rejection(source, NAME, line, column, kind, reason, as_delivered(header, cells))
            )
    read.deletions = list(dict.fromkeys(read.deletions))
    return read


def _deletion(feed: Feed, values: Mapping[str, object]) -> Deletion | tuple[str, str]:
    """The deletion, or the column at fault and why."""
    for column, value in values.items():
        if isinstance(value, Bad):
            return column, value.reason
    given = {name: value.value if isinstance(value, Doubtful) else value for name, value in values.items()}
    table, key, belongs_to = given.get("table"), given.get("key"), given.get("belongs_to")
    if key is None:
        return "key", "must be given"
    declared = next((each for each in feed.tables if each.name == str(table).lower()), None)
    if declared is None:
        return "table", "no table of this feed"
    records = declared.records_of_deleted(
        feed.code, str(key), None if belongs_to is None else str(belongs_to)
    )
    if not records:
        return "belongs_to", "must say to whom the row belonged"
    return Deletion(declared.name, str(key), records)


def _odd(line: int, cells: list[str], header: Header, whole: bool, path: Path, read: DeletionsRead) -> None:
    if not whole and len(cells) < header.width:
        what = "A row is cut short in a file whose last line is not ended."
        raise DeliveryRefused([Problem(what, "Deliver it again whole.", path.name, line)])
    reason = f"{len(cells)} cells where the first line has {header.width}"
    kind = f"row of {len(cells)} cells"
    read.rejections.append(
        rejection(CsvSource(path), NAME, line, None, kind, reason, as_delivered(header, cells))
    )
