"""A delivery as a whole: its manifest, its digest, and the typed rows grouped by the record that they belong to."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ingest.feeds.declaration import Feed, Row, Table
from ingest.reading import files
from ingest.reading.deletions import Deletion, read_deletions
from ingest.reading.header import read_header, sample
from ingest.reading.manifest import Kind, Manifest, read_manifest
from ingest.reading.problems import DeliveryRefused, Problem, Rejection, Warned, value_class
from ingest.reading.table import TableRead, as_delivered, find_rows, read_table
from model.observations import record_key

Records = dict[str, dict[str, dict[str, Row]]]


@dataclass(slots=True)
class ReadDelivery:
    """What a delivery brings, validated.

    ``records``: record key -> table -> row key -> row. ``seals``: pairs of record keys that nobody may link, to be kept
    as keyed hashes only. ``tables``: those that were delivered; of another table nothing is said. ``incomplete``:
    records of which a row was put aside; even a full delivery lays their rows over the former ones instead of replacing
    them, so that a bad cell withdraws nothing. ``warnings``: counted by place and reason. ``delivered``: data rows in
    the files; ``accepted``: those that were taken.
    """

    feed: Feed
    manifest: Manifest
    digest: str
    records: Records = field(default_factory=dict)
    deletions: list[Deletion] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    warnings: Counter[Warned] = field(default_factory=Counter)
    seals: frozenset[tuple[str, str]] = frozenset()
    tables: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()
    delivered: int = 0
    accepted: int = 0

    @property
    def deletions_by_record(self) -> dict[str, list[tuple[str, str]]]:
        """Record key -> (table, row key) of the deleted rows that it may hold."""
        found: dict[str, list[tuple[str, str]]] = {}
        for deletion in self.deletions:
            for record in deletion.records:
                found.setdefault(record, []).append((deletion.table, deletion.key))
        return found

    @property
    def rejected(self) -> int:
        """Rows put aside; a row may have several bad cells and counts once."""
        return len({(rejection.table, rejection.line) for rejection in self.rejections})


def read_delivery(
    path: Path,
    feed: Feed,
    *,
    kind: Kind | None = None,
    extracted: dt.date | None = None,
    received: dt.date | None = None,
) -> ReadDelivery:
    """Read and validate the files at a path: a folder, or one CSV of a feed with one table.

    Raises DeliveryRefused, with every problem found, where the delivery as a whole cannot be taken. A bad row is put
    aside in ``rejections`` and stops nothing.
    """
    found = files.find(path, feed)
    manifest = read_manifest(found.manifest, feed, kind=kind, extracted=extracted, received=received)
    problems = _absent_tables(found, feed, manifest)
    read = ReadDelivery(feed, manifest, "", tables=frozenset(found.tables), warnings=found.warnings)
    digests: dict[str, str] = {}
    tables: list[TableRead] = []
    for table in feed.tables:
        file = found.tables.get(table.name)
        if file is None:
            continue
        try:
            before = file.stat()
            inspected = files.inspect(file, file.name)
            digests[f"{table.name}.csv"] = inspected.digest
            of_table = read_table(table, file, inspected.ends_in_line_break)
            problems += _whole(of_table, manifest, file)
            after = file.stat()
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                problems.append(
                    Problem("The file changed while it was read.", "Wait until it is complete.", file.name)
                )
            tables.append(of_table)
        except DeliveryRefused as refused:
            problems += refused.problems
    problems += _read_deletions(read, found, digests)
    if problems:
        raise DeliveryRefused(problems)
    read.digest = files.digest(digests)
    _Grouping(read, found).group(tables)
    return read


def _absent_tables(found: files.Found, feed: Feed, manifest: Manifest) -> list[Problem]:
    """A full delivery without a table would end everything that the table said."""
    problems: list[Problem] = []
    if manifest.kind != "full":
        return problems
    for table in feed.tables:
        if table.name in found.tables:
            continue
        if table.required:
            what = "The file is missing from a full delivery."
            problems.append(
                Problem(
                    what, "Add it; a table without rows has its line of column names.", f"{table.name}.csv"
                )
            )
        else:
            found.warnings[Warned(table.name, None, "not in this delivery; what it said before stays")] += 1
    return problems


def _whole(read: TableRead, manifest: Manifest, file: Path) -> list[Problem]:
    """A table that should not be empty is not, and has the number of rows that the manifest promises."""
    promised = manifest.rows.get(read.table.name)
    if promised is not None and promised != read.delivered:
        what = f"The file has {read.delivered:,} rows; the manifest says {promised:,}."
        return [Problem(what, "Deliver it again whole.", file.name)]
    if read.delivered == 0 and read.table.never_empty and manifest.kind == "full":
        what = "The file has no rows below its column names; taken as it is, it would end every record."
        return [Problem(what, "Deliver the extract again.", file.name)]
    return []


def _read_deletions(read: ReadDelivery, found: files.Found, digests: dict[str, str]) -> list[Problem]:
    if found.deletions is None:
        return []
    try:
        inspected = files.inspect(found.deletions, found.deletions.name)
        deletions = read_deletions(read.feed, found.deletions, inspected.ends_in_line_break)
    except DeliveryRefused as refused:
        return list(refused.problems)
    digests["deletions.csv"] = inspected.digest
    read.deletions = deletions.deletions
    read.rejections += deletions.rejections
    read.delivered += deletions.delivered
    read.accepted += len(deletions.deletions)
    return []


class _Grouping:
    """Rows to the records that they belong to, tables that bring records into being first."""

    def __init__(self, read: ReadDelivery, found: files.Found) -> None:
        self._read = read
        self._files = found.tables
        self._code = read.feed.code
        self._founded: dict[str, tuple[str, str]] = {}
        self._incomplete: set[str] = set()

    def group(self, tables: list[TableRead]) -> None:
        read = self._read
        for key, rows in read.feed.constant_records.items():
            read.records[key] = {table: dict(of_table) for table, of_table in rows.items()}
            self._founded[key] = ("", "")
        for of_table in sorted(tables, key=lambda each: not each.table.founds):
            for row in of_table.partial:
                self._incomplete.update(of_table.table.records_of(self._code, row))
        for of_table in sorted(tables, key=lambda each: not each.table.founds):
            self._group_table(of_table)
            read.rejections += of_table.rejections
            read.warnings.update(of_table.warnings)
            read.delivered += of_table.delivered
        read.rejections.sort(key=lambda each: (each.table, each.line, each.column or ""))
        read.incomplete = frozenset(self._incomplete)
        read.seals = frozenset(
            (record_key(self._code, owner.kind, one), _other_record(self._code, owner.kind, other))
            for of_table in tables
            for owner, one, other in of_table.seals
        )

    def _group_table(self, of_table: TableRead) -> None:
        table, records, code = of_table.table, self._read.records, self._code
        full = self._read.manifest.kind == "full"
        orphans: set[str] = set()
        for key, row in of_table.rows.items():
            owners = table.records_of(code, row)
            if table.founds:
                self._found(table, row)
            elif full and not any(owner in self._founded or owner in self._incomplete for owner in owners):
                if table.protects is not True:
                    orphans.add(key)
                    continue
                self._read.warnings[
                    Warned(table.name, None, "protects somebody whom this delivery does not hold")
                ] += 1
            self._read.accepted += 1
            for owner in owners:
                records.setdefault(owner, {}).setdefault(table.name, {})[key] = row
        if orphans:
            self._put_aside_orphans(table, orphans)

    def _found(self, table: Table, row: Row) -> None:
        """Note which records a row brings into being. Two sorts of record may not share a key: a pupil C12 and the
        contact 12, say."""
        for owner in table.owners:
            identifier = owner.identifier(row)
            if identifier is None:
                continue
            sort = (table.name, owner.prefix)
            if self._founded.setdefault(record_key(self._code, owner.kind, identifier), sort) != sort:
                what = "An identifier would be taken for that of another sort of record."
                do = "Give this table's records identifiers of another form."
                raise DeliveryRefused([Problem(what, do, self._files[table.name].name, None, owner.column)])

    def _put_aside_orphans(self, table: Table, keys: set[str]) -> None:
        file = self._files[table.name]
        header = read_header(table, sample(file, file.name)[0], file.name)
        column = table.owners[0].column
        reason = "belongs to nobody in this delivery"
        for line, cells in find_rows(table, file, header, keys):
            kind = value_class(cells[header.positions[column]])
            self._read.rejections.append(
                Rejection(table.name, line, column, kind, reason, as_delivered(header, cells))
            )


def _other_record(feed: str, kind: str, value: str) -> str:
    """A sealed value is an identifier of the same feed, or the whole key of another feed's record."""
    return value if value.count(":") > 1 else record_key(feed, kind, value)
