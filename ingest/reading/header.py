"""The line of column names, and the shape of a file's first rows: delimiter, missing columns, swapped columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from ingest.feeds.declaration import Column, Table, Type
from ingest.reading.problems import DeliveryRefused, Problem, Warned
from ingest.reading.values import Bad, Doubtful, parser

SAMPLE = 500
"""Rows looked at to tell whether a file as a whole is what it should be."""
ENOUGH = 3
"""Values that a column must have in the sample before it is judged."""
MOSTLY, NEARLY_ALL = 0.5, 0.8
SIMILAR = 75.0

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each declared column stands in the file. ``names``: the file's own names, in its order."""

    names: tuple[str, ...]
    positions: dict[str, int]
    warnings: tuple[Warned, ...]

    @property
    def width(self) -> int:
        """Number of cells that every row must have."""
        return len(self.names)


def read_header(table: Table, cells: Sequence[str], file: str) -> Header:
    """Match a file's first line to the declaration. Raises DeliveryRefused with every problem that the line has."""
    names = tuple(cell.strip().lower() for cell in cells)
    _check_delimiter(table, names, file)
    known = [name for name in names if name in table.names]
    if not known:
        what = "The first line does not hold the table's column names."
        raise DeliveryRefused([Problem(what, f"It should read {','.join(table.names)}", file, 1)])
    problems = [
        Problem("The column stands in the file twice.", "Leave one out.", file, 1, name)
        for name in sorted({name for name in known if known.count(name) > 1})
    ]
    unknown = [name for name in names if name and name not in table.names]
    absent = [column for column in table.columns if column.name not in names]
    problems += [_missing(column, unknown, file) for column in absent if not column.extension]
    if problems:
        raise DeliveryRefused(problems)
    warnings = [Warned(table.name, column.name, "the file leaves this column out") for column in absent]
    warnings += [
        Warned(table.name, name[:40], "a column that the feed does not have; left out") for name in unknown
    ]
    return Header(
        names,
        {column.name: names.index(column.name) for column in table.columns if column.name in names},
        tuple(warnings),
    )


def _check_delimiter(table: Table, names: Sequence[str], file: str) -> None:
    if any(name in table.names for name in names[1:]):
        return
    line = ",".join(names)
    for delimiter, word in _DELIMITERS.items():
        parts = [part.strip().strip('"') for part in line.split(delimiter)]
        if sum(part in table.names for part in parts) > 1:
            what = f"The cells are parted by {word}, not by commas."
            raise DeliveryRefused([Problem(what, "Export it again with commas.", file, 1)])


def _missing(column: Column, unknown: Sequence[str], file: str) -> Problem:
    close = process.extractOne(
        column.name, unknown, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=SIMILAR
    )
    hint = (
        f"Is it the one called '{close[0][:40]}'?" if close else "Add it, empty if there is nothing to say."
    )
    return Problem("The column is missing.", hint, file, 1, column.name)


def check_shape(table: Table, header: Header, rows: Sequence[Sequence[str]], file: str) -> None:
    """Look at a sample of rows. Raises DeliveryRefused where columns are swapped or most rows have another width."""
    odd = sum(1 for row in rows if row and len(row) != header.width)
    if odd >= ENOUGH and odd > MOSTLY * len(rows):
        what = f"Most rows do not have the {header.width} cells that the first line promises."
        raise DeliveryRefused([Problem(what, "Put texts with commas in quotation marks.", file)])
    problems = _swapped(table, header, [row for row in rows if len(row) == header.width], file)
    if problems:
        raise DeliveryRefused(problems)


def _swapped(table: Table, header: Header, rows: Sequence[Sequence[str]], file: str) -> list[Problem]:
    """Columns whose values are mostly not of their type, while another column's are, and would fit."""
    present = [column for column in table.columns if column.name in header.positions]
    values = {column.name: _values(rows, header.positions[column.name]) for column in present}
    wrong = [column for column in present if _share(column, values[column.name]) <= 1 - MOSTLY]
    problems: list[Problem] = []
    named: set[str] = set()
    for column in wrong:
        for other in present:
            if other.name in named or column.name in named or not _exchanged(column, other, values):
                continue
            named |= {column.name, other.name}
            what = f"The column seems to be swapped with {other.name}: each holds what belongs in the other."
            problems.append(Problem(what, "Put the values under their own names.", file, None, column.name))
    return problems


def _exchanged(column: Column, other: Column, values: dict[str, list[str]]) -> bool:
    if other is column or (other.type is column.type and other.codes == column.codes):
        return False
    return (
        _share(column, values[other.name]) >= NEARLY_ALL and _share(other, values[column.name]) >= NEARLY_ALL
    )


def _values(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    return [row[position] for row in rows if row[position].strip()]


def _share(column: Column, values: Sequence[str]) -> float:
    """Share of values that are of the column's type; 1 where there are too few to judge, or where any text will do."""
    if len(values) < ENOUGH or column.type in (Type.TEXT, Type.IDENTIFIER):
        return 1.0
    parse = parser(column)
    parsed = [parse(value) for value in values]
    return 1 - sum(
        isinstance(value, Bad) or (isinstance(value, Doubtful) and value.wrong) for value in parsed
    ) / len(parsed)


def sample(path: Path, file: str) -> tuple[list[str], list[list[str]]]:
    """The first line's cells and up to `SAMPLE` rows. Raises DeliveryRefused where they are not CSV."""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            for row in reader:
                rows.append(row)
                if len(rows) > SAMPLE:
                    break
        except csv.Error as error:
            raise DeliveryRefused([not_csv(error, reader.line_num, file)]) from None
    rows = [row for row in rows if row]
    return (rows[0], rows[1:]) if rows else ([], [])


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
