"""The line of column names, and the shape of a file's first rows: delimiter, missing columns, swapped columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from ingest.feeds.declaration import Column, Table, Type, Via
from ingest.reading.problems import DeliveryRefused, Problem, Warned
from ingest.reading.values import LONGEST_IDENTIFIER, Bad, Doubtful, Reader, parser

LEFT_OUT = "the file leaves this column out"
UNKNOWN_COLUMN = "a column that the feed does not have; left out"
LookUp = Callable[[Via], Mapping[str, str]]
ENOUGH = 3
"""Values that a column must have in the sample before it is judged."""
MOSTLY, NEARLY_ALL = 0.5, 0.8
_ANYTHING = (Type.TEXT, Type.IDENTIFIER, Type.CODE)
"""Types of which nearly any value could be: only what stands in the other column tells that two are swapped."""
SIMILAR = 75.0
LONGEST_NAME = 100
"""Characters of a column's name that are shown; published ones have up to 90."""

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each declared column stands in the file. ``names``: the file's own names, in its order. Columns that no
    file holds stand behind the file's own, once :meth:`complete` has put them there."""

    names: tuple[str, ...]
    positions: dict[str, int]
    warnings: tuple[Warned, ...]
    computed: tuple[Callable[[Sequence[str]], str], ...] = ()

    @property
    def width(self) -> int:
        """Number of cells that every row must have."""
        return len(self.names)

    def complete(self, cells: list[str]) -> list[str]:
        """The cells of a row of the right width, with those that are made of others or looked up."""
        return [*cells, *(compute(cells) for compute in self.computed)] if self.computed else cells


def plain(name: str) -> str:
    """A name as aliases are compared: letters and digits, without case."""
    return _NOT_PLAIN.sub("", name.casefold())


def shortened(name: str) -> str:
    """A name from a file as it is shown: what is longer than any name of a column is cut, and shows it."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def columns_of(table: Table, names: Sequence[str]) -> list[str | None]:
    """The column that each name of a file stands for, or None. A column's own name goes before its aliases."""
    return _match(table, tuple(name.strip().lower() for name in names))


def _match(table: Table, names: Sequence[str]) -> list[str | None]:
    declared = [column for column in table.columns if not column.computed]
    found: list[str | None] = [
        name if any(name == column.name for column in declared) else None for name in names
    ]
    aliases: dict[str, str] = {}
    for column in declared:
        for alias in (column.name, *column.aliases) if table.files else column.aliases:
            aliases.setdefault(plain(alias), column.name)
    taken = {name for name in found if name}
    for place, name in enumerate(names):
        other = aliases.get(plain(name)) if found[place] is None else None
        if other is not None and other not in taken:
            found[place] = other
            taken.add(other)
    return found


def read_header(
    table: Table, cells: Sequence[str], file: str, look_up: LookUp | None = None, *, lenient: bool = False
) -> Header:
    """Match a file's first line to the declaration. Raises DeliveryRefused with every problem that the line has.

    ``look_up`` gives what columns that are looked up in other tables need. ``lenient``: any column but one that every
    row must fill may be left out, because what is read is not the feed's own file.
    """
    names = tuple(cell.strip().lower() for cell in cells)
    matched = _match(table, names)
    _check_delimiter(table, names, file)
    known = [name for name in matched if name]
    if not known:
        what = "The first line does not hold the table's column names."
        expected = ",".join(column.name for column in table.columns if not column.computed)
        raise DeliveryRefused([Problem(what, f"It should read {expected}", file, 1)])
    problems = [
        Problem("The column stands in the file twice.", "Leave one out.", file, 1, name)
        for name in sorted({name for name in known if known.count(name) > 1})
    ]
    unknown = [name for name, column in zip(names, matched, strict=True) if name and column is None]
    declared = [column for column in table.columns if not column.computed]
    absent = [column for column in declared if column.name not in known]
    problems += [
        _missing(column, unknown, file)
        for column in absent
        if column.must_be_given or not (column.extension or lenient)
    ]
    if problems:
        raise DeliveryRefused(problems)
    warnings = [Warned(table.name, column.name, LEFT_OUT) for column in absent]
    warnings += [Warned(table.name, shortened(name), UNKNOWN_COLUMN) for name in unknown]
    positions = {column.name: matched.index(column.name) for column in declared if column.name in known}
    computed = []
    for column in table.columns:
        if column.computed:
            computed.append(_computing(table, column, dict(positions), look_up))
            positions[column.name] = len(names) + len(computed) - 1
    return Header(names, positions, tuple(warnings), tuple(computed))


def _computing(
    table: Table, column: Column, positions: Mapping[str, int], look_up: LookUp | None
) -> Callable[[Sequence[str]], str]:
    """What computes the cell of a column from the cells of a row that stand before it."""
    if column.via is not None:
        place = positions.get(column.via.column)
        found = look_up(column.via) if look_up is not None else {}
        if place is None:
            return lambda _cells: ""
        at = place
        return lambda cells: found.get(cells[at].strip(), "")
    readers = [
        (positions.get(name), Reader(table.column(name)), table.column(name).type) for name in column.made_of
    ]
    before = [part for part in column.made_of if table.column(part).via is not None]
    vias = {part: _computing(table, table.column(part), positions, look_up) for part in before}

    def made(cells: Sequence[str]) -> str:
        parts = []
        for name, (place, reader, kind) in zip(column.made_of, readers, strict=True):
            raw = vias[name](cells) if name in vias else cells[place] if place is not None else ""
            value = reader[raw] if kind is Type.DATE and raw.strip() else raw.strip()
            value = value.value if isinstance(value, Doubtful) else value
            parts.append(raw.strip() if value is None or isinstance(value, Bad) else str(value))
        joined = "/".join(parts) if parts[0] else ""
        if len(joined) <= LONGEST_IDENTIFIER:
            return joined
        rest = hashlib.blake2b(joined.encode(), digest_size=12).hexdigest()
        return f"{joined[: LONGEST_IDENTIFIER - 25]}~{rest}"

    return made


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
    # What a published file calls its columns was not typed by hand.
    problems = (
        []
        if table.files
        else _swapped(table, header, [row for row in rows if len(row) == header.width], file)
    )
    if problems:
        raise DeliveryRefused(problems)


def _swapped(table: Table, header: Header, rows: Sequence[Sequence[str]], file: str) -> list[Problem]:
    """Columns whose values are mostly not of their type, while another column's are, and would fit."""
    present = [column for column in table.columns if column.name in header.positions and not column.computed]
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
    if other.type in _ANYTHING and len(values[other.name]) < ENOUGH:
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
