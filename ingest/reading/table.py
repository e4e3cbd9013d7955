"""One file of a delivery: from rows of text to typed rows, rejections and counted warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.feeds.declaration import Owner, Row, Table, Value
from ingest.reading.header import Header, LookUp, check_shape, read_header, shortened
from ingest.reading.mapping import MappedSource
from ingest.reading.problems import DeliveryRefused, Problem, Rejection, Warned, value_class
from ingest.reading.source import SAMPLE, CsvSource, Source
from ingest.reading.values import BRITISH, NOT_ISO, UNKNOWN_CODE, Bad, Doubtful, Reader

_PLAIN = (str, bool, int)
NOT_READ = "said in the file and read by no column; left out"
TWICE = "another row with the same key says something else"


@dataclass(slots=True)
class TableRead:
    """What one file holds. ``partial``: what could be read of rows that were put aside, to tell whose they were.
    ``seals``: owner, identifier and the identifier that it is sealed from. ``new_codes``: column and what stood there
    in place of a code of its list, counted; for its owner's eyes."""

    table: Table
    header: Header
    source: Source
    rows: dict[str, Row] = field(default_factory=dict)
    delivered: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    partial: list[Row] = field(default_factory=list)
    seals: list[tuple[Owner, str, str]] = field(default_factory=list)
    warnings: Counter[Warned] = field(default_factory=Counter)
    new_codes: Counter[tuple[str, str]] = field(default_factory=Counter)


def read_table(table: Table, source: Source, whole: bool, look_up: LookUp | None = None) -> TableRead:
    """Read and validate one table. ``whole``: its last row is known to be ended. Raises DeliveryRefused where the file
    as a whole cannot be taken."""
    lenient = not isinstance(source, CsvSource)
    header = read_header(table, source.names(), source.file, look_up, lenient=lenient)
    check_shape(table, header, [cells for _, cells in islice(source.rows(), SAMPLE)], source.file)
    return _Reading(table, source, header, whole).read()


class _Reading:
    def __init__(self, table: Table, source: Source, header: Header, whole: bool) -> None:
        self._table = table
        self._source = source
        self._header = header
        self._whole = whole
        self._read = TableRead(table, header, source, warnings=Counter(header.warnings))
        for place, times in source.left.items():
            self._read.warnings[Warned(table.name, shortened(place), NOT_READ)] += times
        self._plan = [
            (column.name, header.positions[column.name], Reader(column))
            for column in table.columns
            if column.name in header.positions
        ]
        self._needed = frozenset(column.name for column in table.columns if column.must_be_given)
        self._sealed = tuple(column.name for column in table.columns if column.sealed)

    def read(self) -> TableRead:
        repeated: set[str] = set()
        key, rows = self._table.key.name, self._read.rows
        for line, cells in self._lines():
            self._read.delivered += 1
            row = self._row(line, cells)
            if row is None:
                continue
            identifier = str(row[key])
            if identifier not in rows:
                rows[identifier] = row
            elif rows[identifier] == row:
                self._warn(None, "the same row twice; taken once")
            else:
                repeated.add(identifier)
        self._put_aside_repeated(repeated)
        return self._read

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Line numbers and cells of the rows; a last row that is cut off is the file's problem, not the row's."""
        width = self._header.width
        last: tuple[int, list[str]] | None = None
        for line, cells in self._source.rows():
            if last is not None:
                yield last
            last = (line, cells)
        if last is None:
            return
        if len(last[1]) < width and not self._whole:
            what = "The file ends in the middle of a row: it is cut off."
            raise DeliveryRefused([self._problem(what, "Deliver it again whole.", last[0])])
        yield last

    def _row(self, line: int, cells: list[str]) -> dict[str, Value] | None:
        """The typed row, or None where it goes back to its owner."""
        if len(cells) != self._header.width:
            self._odd_row(line, cells)
            return None
        cells = self._header.complete(cells)
        row: dict[str, Value] = {}
        bad: list[tuple[str, str, str]] = []
        for name, position, reader in self._plan:
            raw = cells[position]
            if not raw:
                continue
            value = reader[raw]
            if type(value) is str or isinstance(value, _PLAIN):
                row[name] = value
            elif isinstance(value, Doubtful):
                if value.reason != BRITISH or not self._table.files:
                    self._warn(name, value.reason)
                if value.reason == UNKNOWN_CODE:
                    self._read.new_codes[name, raw.strip().upper()[:64]] += 1
                if value.value is not None:
                    row[name] = value.value
            elif isinstance(value, Bad):
                bad.append((name, raw, self._as_written(value.reason)))
        # A code that the list lacks is "not recorded", which is less than the row should say and still something.
        if bad or not self._needed <= row.keys():
            lacking = [
                name for name in sorted(self._needed - row.keys()) if not self._unread_code(name, cells)
            ]
            if bad or lacking:
                return self._trouble(line, cells, row, bad, lacking)
        return self._kept(row)

    def _as_written(self, reason: str) -> str:
        """The reason in the words of the mapping file, where one says how dates are written."""
        form = self._source.spec.dates if isinstance(self._source, MappedSource) else None
        return f"no such day as the mapping writes dates, {form}" if form and reason == NOT_ISO else reason

    def _kept(self, row: dict[str, Value]) -> dict[str, Value]:
        """What is stored of a row: without what links sealed identities, and without what the table leaves out."""
        if not self._sealed and self._table.keep is None:
            return row
        for name in self._sealed:
            other = row.pop(name, None)
            for owner in self._table.owners if other is not None else ():
                identifier = owner.identifier(row)
                if identifier is not None:
                    self._read.seals.append((owner, identifier, f"{owner.prefix}{other}"))
        return self._table.keep(row) if self._table.keep is not None else row

    def _unread_code(self, name: str, cells: list[str]) -> bool:
        return bool(self._table.column(name).codes) and bool(cells[self._header.positions[name]].strip())

    def _trouble(
        self,
        line: int,
        cells: list[str],
        row: dict[str, Value],
        bad: list[tuple[str, str, str]],
        lacking: list[str],
    ) -> dict[str, Value] | None:
        """Put the row aside; one that protects somebody is taken without its bad cells, or the file is refused."""
        bad_names = {name for name, _, _ in bad}
        if self._protects(row):
            if lacking:
                what = "A row that protects somebody lacks a value that it must have."
                raise DeliveryRefused([self._problem(what, "Correct the row.", line, lacking[0])])
            for name, _, reason in bad:
                self._warn(name, f"{reason}; left out, because the row protects somebody")
            return self._kept(row)
        delivered = self._delivered(cells)
        for name, raw, reason in bad:
            self._reject(line, name, value_class(raw), reason, delivered, row)
        for name in lacking:
            if name not in bad_names:
                self._reject(line, name, "empty", "must be given", delivered, row)
        self._read.partial.append(row)
        return None

    def _protects(self, row: Row) -> bool:
        protects = self._table.protects
        return protects if isinstance(protects, bool) else row.get(str(protects[0])) in set(protects[1:])

    def _odd_row(self, line: int, cells: list[str]) -> None:
        if self._table.protects is True:
            what = f"A row that protects somebody has {len(cells)} cells, not {self._header.width}."
            raise DeliveryRefused([self._problem(what, "Correct the row.", line)])
        reason = f"{len(cells)} cells where the first line has {self._header.width}"
        self._reject(line, None, f"row of {len(cells)} cells", reason, self._delivered(cells))

    def _put_aside_repeated(self, repeated: set[str]) -> None:
        """Rows that share a key and differ: nobody can tell which is right, so all go back."""
        if not repeated:
            return
        if self._table.protects is True:
            what = "Two rows that protect somebody share a key and differ."
            raise DeliveryRefused(
                [Problem(what, "Give each a key of its own.", self._source.file, None, self._table.key.name)]
            )
        protected = {each for each in repeated if self._protects(self._read.rows[each])}
        if protected:
            places = sorted({line for line, _ in find_rows(self._read, protected)})
            what = "A row of somebody who is protected and another row share a key and differ."
            raise DeliveryRefused(
                [
                    self._problem(what, "Deliver the one that holds.", place, self._table.key.name)
                    for place in places
                ]
            )
        for line, cells in find_rows(self._read, repeated):
            key = self._table.key
            cell = cells[self._header.positions[key.name]]
            row = self._read.rows[str(Reader(key)[cell])]
            self._reject(line, key.name, value_class(cell), TWICE, self._delivered(cells), row)
        for identifier in repeated:
            self._read.partial.append(self._read.rows.pop(identifier))

    def _reject(
        self,
        line: int,
        column: str | None,
        kind: str,
        reason: str,
        delivered: dict[str, str],
        partial: Row | None = None,
    ) -> None:
        self._read.rejections.append(
            rejection(self._source, self._table.name, line, column, kind, reason, delivered, partial)
        )

    def _problem(self, what: str, do: str, number: int, column: str | None = None) -> Problem:
        file, line, unit = self._source.place(number)
        return Problem(what, do, file, line, column, unit)

    def _delivered(self, cells: Sequence[str]) -> dict[str, str]:
        return as_delivered(self._header, cells)

    def _warn(self, column: str | None, reason: str) -> None:
        self._read.warnings[Warned(self._table.name, column, reason)] += 1


def rejection(
    source: Source,
    table: str,
    number: int,
    column: str | None,
    kind: str,
    reason: str,
    delivered: Mapping[str, str],
    partial: Row | None = None,
) -> Rejection:
    """The rejection of the row of a number in its source."""
    file, line, unit = source.place(number)
    return Rejection(table, line, column, kind, reason, delivered, partial or {}, file, unit, number)


def as_delivered(header: Header, cells: Sequence[str]) -> dict[str, str]:
    """The cells by the file's own column names; those beyond the last name are kept as 'more'."""
    found = dict(zip(header.names, cells, strict=False))
    if len(cells) > header.width and not header.computed:
        found["more"] = ",".join(cells[header.width :])
    return found


def find_rows(read: TableRead, keys: set[str]) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of the rows with these keys. Reads the table once more, which only bad rows cost."""
    key = read.table.key
    position, reader = read.header.positions[key.name], Reader(key)
    for line, cells in read.source.rows():
        if len(cells) == read.header.width:
            completed = read.header.complete(cells)
            if reader[completed[position]] in keys:
                yield line, completed
