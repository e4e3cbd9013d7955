"""Where the rows of one table come from: a CSV file, a part of a document, or other tables of the same delivery."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ingest.feeds.declaration import Sheet
from ingest.reading.problems import DeliveryRefused, Place, Problem

SAMPLE = 500
"""Rows looked at to tell whether a file as a whole is what it should be."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file's digest (SHA-256, hexadecimal) and whether its last line is ended."""

    digest: str
    size: int
    ends_in_line_break: bool


class Source(Protocol):
    """Rows of one table. ``file`` names it in messages, ``names`` are those of its cells as the file writes them, and
    ``left`` counts what the file says beside the table and nobody reads."""

    @property
    def file(self) -> str:
        """Name for messages."""
        ...

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that it is read from."""
        ...

    @property
    def left(self) -> Counter[str]:
        """Places of the file that no column reads, with how often each says something."""
        ...

    def names(self) -> Sequence[str]:
        """Names of the cells."""
        ...

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Numbers of the rows and their cells, from the beginning at each call."""
        ...

    def place(self, number: int) -> Place:
        """Where the row of a number stands."""
        ...


@dataclass(slots=True)
class CsvSource:
    """A CSV file. ``encoding`` is what its inspection found."""

    path: Path
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    left: Counter[str] = field(default_factory=Counter)

    @property
    def file(self) -> str:
        """Name for messages."""
        return self.path.name

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file."""
        return (self.path,)

    def names(self) -> Sequence[str]:
        """The first line that is not empty."""
        for cells in self._lines():
            return cells[1]
        return ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows below the first line, with the number of the line on which each begins; empty lines are passed over."""
        lines = self._lines()
        next(lines, None)
        yield from lines

    def place(self, number: int) -> Place:
        """The number is that of the line."""
        return Place(self.file, number)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        with self.path.open(encoding=self.encoding, newline="") as stream:
            reader = csv.reader(stream, strict=True, delimiter=self.delimiter)
            before = 0
            try:
                for cells in reader:
                    line, before = before + 1, reader.line_num
                    if cells:
                        yield line, cells
            except csv.Error as error:
                raise DeliveryRefused([not_csv(error, reader.line_num, self.file)]) from None
            except UnicodeDecodeError:
                raise DeliveryRefused(
                    [Problem("The file is not encoded as UTF-8.", "Save it again as UTF-8.", self.file)]
                ) from None


@dataclass(slots=True)
class SheetSource:
    """One table of one or several documents of one kind. Their rows are counted through, because several may stand on
    one line."""

    files: list[tuple[Path, Sheet]]

    @property
    def file(self) -> str:
        """Name for messages."""
        first = self.files[0][0].name
        return first if len(self.files) == 1 else f"{first} and {len(self.files) - 1} more"

    @property
    def paths(self) -> tuple[Path, ...]:
        """The documents."""
        return tuple(path for path, _ in self.files)

    @property
    def left(self) -> Counter[str]:
        """What nobody reads, over all documents."""
        found: Counter[str] = Counter()
        for _, sheet in self.files:
            found.update(sheet.left)
        return found

    def names(self) -> Sequence[str]:
        """Names of the cells."""
        return self.files[0][1].names

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows of every document."""
        number = 0
        for _, sheet in self.files:
            for _, cells in sheet.rows:
                number += 1
                yield number, cells

    def place(self, number: int) -> Place:
        """The document in which the row stands, and where it stands there."""
        before = 0
        for path, sheet in self.files:
            if number <= before + len(sheet.rows):
                return Place(path.name, sheet.rows[number - before - 1][0], sheet.unit)
            before += len(sheet.rows)
        return Place(self.file, number)


@dataclass(slots=True)
class DrawnSource:
    """The distinct rows of other tables: a list of the schools that a roll names, say."""

    columns: tuple[str, ...]
    others: list[tuple[Source, list[int | None]]]
    """Each with the places of the columns in its cells; None where it has no such column."""
    _from: dict[int, Place] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Name for messages."""
        return self.others[0][0].file

    @property
    def paths(self) -> tuple[Path, ...]:
        """None of its own: the others are read for themselves."""
        return ()

    @property
    def left(self) -> Counter[str]:
        """Nothing: the others tell."""
        return Counter()

    def names(self) -> Sequence[str]:
        """The columns that are drawn."""
        return self.columns

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each distinct row once."""
        seen: set[tuple[str, ...]] = set()
        for source, places in self.others:
            for line, cells in source.rows():
                row = tuple(
                    cells[place].strip() if place is not None and place < len(cells) else ""
                    for place in places
                )
                if row[0] and row not in seen:
                    seen.add(row)
                    self._from[len(seen)] = source.place(line)
                    yield len(seen), list(row)

    def place(self, number: int) -> Place:
        """Where the row first stands in the others."""
        return self._from.get(number, Place(self.file, number))


def not_csv(error: csv.Error, line: int, file: str) -> Problem:
    """The problem of a file that stops being CSV at a line. The library's words tell apart what happened."""
    words = str(error)
    if "field larger" in words:
        what = f"A cell is longer than {csv.field_size_limit():,} characters."
        return Problem(what, "Look for a quotation mark that is never closed.", file, line)
    if "unexpected end" in words:
        what = "The file ends inside a quoted cell: it is cut off, or a quotation mark is never closed."
        return Problem(what, "Export it again whole.", file, line)
    what = "A quotation mark stands inside a cell that is not quoted as a whole."
    return Problem(what, "Double the mark and quote the cell.", file, line)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
