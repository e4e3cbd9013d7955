"""A delivery as a whole: its manifest, its digest, and the typed rows grouped by the record that they belong to."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ingest.feeds.declaration import Feed, Kind, Row, Table, Via
from ingest.reading import files
from ingest.reading.deletions import Deletion, read_deletions
from ingest.reading.finding import Found, find
from ingest.reading.header import columns_of
from ingest.reading.manifest import Manifest, read_manifest
from ingest.reading.problems import DeliveryRefused, Problem, Rejection, Warned, value_class
from ingest.reading.source import DrawnSource, Source, digest_of
from ingest.reading.table import TableRead, as_delivered, find_rows, read_table, rejection
from ingest.reading.values import Reader
from model.observations import record_key

Records = dict[str, dict[str, dict[str, Row]]]


@dataclass(slots=True)
class ReadDelivery:
    """What a delivery brings, validated.

    ``records``: record key -> table -> row key -> row. ``seals``: pairs of record keys that nobody may link, to be kept
    as keyed hashes only. ``tables``: those that were delivered; of another table nothing is said. ``incomplete``:
    records of which a row was put aside; even a full delivery lays their rows over the former ones instead of replacing
    them, so that a bad cell withdraws nothing. ``warnings``: counted by place and reason. ``delivered``: data rows in
    the files; ``accepted``: those that were taken. ``drawn``: tables whose rows are drawn out of
    those of another. ``rows_of``: both by table. ``sources``: table -> the file it was
    read from. ``new_codes``: table, column and what stood in place of a code, counted, for its owner's eyes.
    ``paths``: every file that was read. ``columns``: table -> the names in its first line.
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
    drawn: set[str] = field(default_factory=set)
    rows_of: dict[str, tuple[int, int]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    new_codes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    paths: tuple[Path, ...] = ()
    columns: dict[str, list[str]] = field(default_factory=dict)

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
        """Rows of the files put aside; a row may have several bad cells and counts once. What was drawn out of a row
        and put aside is told among the rejections, and the row counts by itself."""
        return len({(each.table, each.number) for each in self.rejections if each.table not in self.drawn})


def read_delivery(
    path: Path,
    feed: Feed,
    *,
    kind: Kind | None = None,
    extracted: dt.date | None = None,
    received: dt.date | None = None,
    part: str | None = None,
    mapping: Path | None = None,
) -> ReadDelivery:
    """Read and validate the files at a path: a folder, or one file. ``part`` says which of several deliveries of the
    feed, ``mapping`` is a mapping file.

    Raises DeliveryRefused, with every problem found, where the delivery as a whole cannot be taken. A bad row is put
    aside in ``rejections`` and stops nothing.
    """
    found = find(path, feed, part, mapping)
    return read_found(found, feed, kind=kind, extracted=extracted, received=received)


def read_found(
    found: Found,
    feed: Feed,
    *,
    kind: Kind | None = None,
    extracted: dt.date | None = None,
    received: dt.date | None = None,
) -> ReadDelivery:
    """Read and validate the files of one delivery. Raises as :func:`read_delivery` does."""
    if found.manifest is None:
        kind, extracted = kind or feed.usual_kind, extracted or found.taken
    manifest = read_manifest(found.manifest, feed, kind=kind, extracted=extracted, received=received)
    problems = _absent_tables(found, feed, manifest)
    read = ReadDelivery(feed, manifest, "", tables=frozenset(found.tables), warnings=found.warnings)
    digests: dict[str, str] = {}
    tables: list[TableRead] = []
    look_up = _LookUps(feed, found)
    for table in feed.tables:
        source = found.tables.get(table.name)
        if source is None:
            continue
        try:
            before = [file.stat() for file in source.paths]
            whole = _inspect(table, source, digests)
            of_table = read_table(table, source, whole, look_up)
            problems += _whole(of_table, manifest, source)
            after = [file.stat() for file in source.paths]
            if [(each.st_size, each.st_mtime_ns) for each in before] != [
                (each.st_size, each.st_mtime_ns) for each in after
            ]:
                problems.append(
                    Problem("The file changed while it was read.", "Wait until it is complete.", source.file)
                )
            tables.append(of_table)
            read.sources[table.name] = source.file
        except DeliveryRefused as refused:
            problems += refused.problems
    problems += _read_deletions(read, found, digests)
    if problems:
        raise DeliveryRefused(list(dict.fromkeys(problems)))
    if found.mapping is not None:
        digests["mapping"] = digest_of(found.mapping)
    read.paths = tuple(found.paths)
    read.digest = files.digest(digests)
    _Grouping(read, found).group(tables)
    return read


def _inspect(table: Table, source: Source, digests: dict[str, str]) -> bool:
    """Enter the digest of what a table is read from; whether its last row is known to be whole."""
    if isinstance(source, DrawnSource):
        return True
    encoding = getattr(source, "encoding", None)
    if encoding is None:  # a document, which is whole or was refused
        digests.update({path.name: digest_of(path) for path in source.paths})
        return True
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    inspected = [files.inspect(path, path.name, name) for path in source.paths]
    digests[f"{table.name}.csv"] = inspected[0].digest
    return inspected[0].ends_in_line_break


class _LookUps:
    """What columns look up in other tables of the delivery; each column of a table is read once."""

    def __init__(self, feed: Feed, found: Found) -> None:
        self._feed = feed
        self._sources = found.tables
        self._made: dict[tuple[str, str, str], dict[str, str]] = {}

    def __call__(self, via: Via) -> dict[str, str]:
        asked = (via.table, via.matching, via.gives)
        if asked not in self._made:
            self._made[asked] = self._read(via)
        return self._made[asked]

    def _read(self, via: Via) -> dict[str, str]:
        source, table = self._sources.get(via.table), self._feed.table(via.table)
        if source is None:
            return {}
        columns = columns_of(table, source.names())
        gives = table.column(via.gives)
        if via.matching not in columns:
            return {}
        matching = columns.index(via.matching)
        if gives.via is not None:
            if gives.via.column not in columns:
                return {}
            between, at = self(gives.via), columns.index(gives.via.column)
            return {
                cells[matching].strip(): between.get(cells[at].strip(), "")
                for _, cells in source.rows()
                if max(matching, at) < len(cells)
            }
        if via.gives not in columns:
            return {}
        wanted = columns.index(via.gives)
        return {
            cells[matching].strip(): cells[wanted].strip()
            for _, cells in source.rows()
            if max(matching, wanted) < len(cells)
        }


def _absent_tables(found: Found, feed: Feed, manifest: Manifest) -> list[Problem]:
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


def _whole(read: TableRead, manifest: Manifest, source: Source) -> list[Problem]:
    """A table that should not be empty is not, and has the number of rows that the manifest promises."""
    promised = manifest.rows.get(read.table.name)
    if promised is not None and promised != read.delivered:
        what = f"The file has {read.delivered:,} rows; the manifest says {promised:,}."
        return [Problem(what, "Deliver it again whole.", source.file)]
    if read.delivered == 0 and read.table.never_empty and manifest.kind == "full":
        what = "The file has no rows below its column names; taken as it is, it would end every record."
        return [Problem(what, "Deliver the extract again.", source.file)]
    return []


def _read_deletions(read: ReadDelivery, found: Found, digests: dict[str, str]) -> list[Problem]:
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

    def __init__(self, read: ReadDelivery, found: Found) -> None:
        self._read = read
        self._files = found.tables
        self._tables: dict[str, TableRead] = {}
        self._code = read.feed.code
        self._founded: dict[str, tuple[str, str]] = {}
        self._incomplete: set[str] = set()

    def group(self, tables: list[TableRead]) -> None:
        read = self._read
        self._tables = {each.table.name: each for each in tables}
        for key, rows in read.feed.constant_records.items():
            read.records[key] = {table: dict(of_table) for table, of_table in rows.items()}
            self._founded[key] = ("", "")
        for of_table in sorted(tables, key=lambda each: not each.table.founds):
            for row in of_table.partial:
                self._incomplete.update(of_table.table.records_of(self._code, row))
        for of_table in sorted(tables, key=lambda each: not each.table.founds):
            self._group_table(of_table)
            read.rejections += of_table.rejections
            if not isinstance(of_table.source, DrawnSource):
                read.columns[of_table.table.name] = sorted(of_table.header.names)
            read.warnings.update(of_table.warnings)
            read.new_codes.update(
                {(of_table.table.name, *key): times for key, times in of_table.new_codes.items()}
            )
            if isinstance(of_table.source, DrawnSource):
                read.drawn.add(of_table.table.name)
            else:
                read.delivered += of_table.delivered
        read.rejections.sort(key=lambda each: (each.table, each.number, each.column or ""))
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
        drawn = isinstance(of_table.source, DrawnSource)
        for key, row in of_table.rows.items():
            owners = table.records_of(code, row)
            if full and self._is_orphan(table, row, owners):
                if table.protects is not True:
                    orphans.add(key)
                    continue
                self._read.warnings[
                    Warned(table.name, None, "protects somebody whom this delivery does not hold")
                ] += 1
            if table.founds:
                self._found(table, row)
            self._read.accepted += not drawn
            for owner in owners:
                records.setdefault(owner, {}).setdefault(table.name, {})[key] = row
        self._read.rows_of[table.name] = (of_table.delivered, len(of_table.rows) - len(orphans))
        if orphans:
            self._put_aside_orphans(table, orphans)

    def _is_orphan(self, table: Table, row: Row, owners: tuple[str, ...]) -> bool:
        """Whether nobody whom a row adds to is in this delivery. A row that brings one record into being and adds to
        another needs that other."""
        if not table.founds:
            return not any(self._is_there(owner) for owner in owners)
        added_to = (owner for owner in table.owners if not owner.founds)
        found = [
            (owner, identifier) for owner in added_to if (identifier := owner.identifier(row)) is not None
        ]
        return any(not self._is_there(record_key(self._code, each.kind, one)) for each, one in found)

    def _is_there(self, record: str) -> bool:
        return record in self._founded or record in self._incomplete

    def _found(self, table: Table, row: Row) -> None:
        """Note which records a row brings into being. Two sorts of record may not share a key: a pupil C12 and the
        contact 12, say."""
        for owner in table.owners:
            identifier = owner.identifier(row)
            if identifier is None or not owner.founds:
                continue
            sort = (table.sort or table.name, owner.prefix)
            if self._founded.setdefault(record_key(self._code, owner.kind, identifier), sort) != sort:
                what = "An identifier would be taken for that of another sort of record."
                do = "Give this table's records identifiers of another form."
                raise DeliveryRefused([Problem(what, do, self._files[table.name].file, None, owner.column)])

    def _put_aside_orphans(self, table: Table, keys: set[str]) -> None:
        read = self._tables[table.name]
        header = read.header
        column = next((owner for owner in table.owners if not owner.founds), table.owners[0]).column
        reason = "belongs to nobody in this delivery"
        for line, cells in find_rows(read, keys):
            kind = value_class(cells[header.positions[column]])
            self._read.rejections.append(
                rejection(
                    read.source,
                    table.name,
                    line,
                    column,
                    kind,
                    reason,
                    as_delivered(header, cells),
                    read.rows.get(str(Reader(table.key)[cells[header.positions[table.key.name]]])),
                )
            )


def _other_record(feed: str, kind: str, value: str) -> str:
    """A sealed value is an identifier of the same feed, or the whole key of another feed's record."""
    return value if value.count(":") > 1 else record_key(feed, kind, value)
