"""A mapping file: how a borough's own CSV says what a feed asks for. Columns, codes, keys, fixed values, dates."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.feeds.declaration import Feed, Table, Type
from ingest.reading.header import plain
from ingest.reading.problems import DeliveryRefused, Place, Problem
from ingest.reading.source import CsvSource

NAME = "mapping.toml"
LARGEST = 1 << 20
KEY_JOIN = "/"
OTHERS = "*"
"""In a list of codes: every value that the list does not name."""


class TableMapping(BaseModel):
    """How one file holds one table.

    ``columns``: the feed's column -> the file's column, or several that are joined. ``codes``: column -> the file's
    value -> the feed's code. ``fixed``: column -> what it always is. ``dates``: how dates are written, in the letters
    of ``strptime``. ``only``: the file's column -> values of the rows that are meant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    table: str
    columns: dict[str, str | list[str]] = Field(default_factory=dict)
    codes: dict[str, dict[str, str]] = Field(default_factory=dict)
    fixed: dict[str, str] = Field(default_factory=dict)
    only: dict[str, list[str]] = Field(default_factory=dict)
    dates: str | None = None
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: str = "utf-8"


class Mapping(BaseModel):
    """A mapping file: one feed, and its tables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feed: str
    tables: list[TableMapping] = Field(alias="table", min_length=1)


def read_mapping(path: Path, feeds: dict[str, Feed]) -> Mapping:
    """Read and check a mapping file. Raises DeliveryRefused with every problem: TOML that cannot be read, a feed,
    table, column or code that does not exist."""
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise ValueError("too large")
        said = Mapping.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except ValidationError as error:
        raise DeliveryRefused(
            [
                Problem(
                    f"The entry {'.'.join(str(part) for part in each['loc'])} cannot be used.",
                    f"{each['msg'].removeprefix('Value error, ')}.",
                    path.name,
                )
                for each in error.errors(include_input=False, include_url=False)
            ]
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise DeliveryRefused([Problem("The mapping file is not TOML.", f"{error}.", path.name)]) from None
    except (OSError, ValueError, RecursionError):
        what = "The mapping file cannot be read."
        raise DeliveryRefused([Problem(what, "Write it as TOML in UTF-8.", path.name)]) from None
    problems = list(_problems(said, feeds, path.name))
    if problems:
        raise DeliveryRefused(problems)
    return said


def _problems(said: Mapping, feeds: dict[str, Feed], file: str) -> Iterator[Problem]:
    if said.feed not in feeds:
        yield Problem("There is no such feed.", f"The feeds are: {', '.join(feeds)}.", file, None, "feed")
        return
    feed = feeds[said.feed]
    for spec in said.tables:
        known = {table.name: table for table in feed.tables}
        if spec.table not in known:
            yield Problem(f"The feed has no table '{spec.table[:40]}'.", f"It has {', '.join(known)}.", file)
            continue
        table = known[spec.table]
        try:
            "".encode(spec.encoding)
        except LookupError:
            yield Problem("There is no such encoding.", "Usual are utf-8 and cp1252.", file, None, "encoding")
        for name in (*spec.columns, *spec.codes, *spec.fixed):
            if name not in table.names:
                yield Problem(
                    f"The table {table.name} has no column '{name[:40]}'.",
                    f"It has {', '.join(table.names)}.",
                    file,
                )
        for name in spec.codes.keys() & set(table.names):
            codes = table.column(name).codes
            for code in spec.codes[name].values():
                if codes and code and code.upper() not in codes:
                    what = f"The column {name} has no code '{code[:20]}'."
                    yield Problem(what, f"It has {', '.join(codes)}.", file)
        given = {*spec.columns, *spec.fixed}
        for column in table.columns:
            if column.must_be_given and not column.computed and column.name not in given:
                what = f"The column {column.name} of {table.name} is not mapped, and every row must have it."
                yield Problem(what, "Name the file's column, or several that together name the row.", file)


@dataclass(slots=True)
class MappedSource:
    """One of a borough's own files, read as a table of a feed."""

    path: Path
    spec: TableMapping
    table: Table
    left: Counter[str] = field(default_factory=Counter)
    _plan: list[Callable[[Sequence[str]], str]] = field(default_factory=list)
    _only: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    _width: int = 0

    @property
    def file(self) -> str:
        """Name for messages."""
        return self.path.name

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file."""
        return (self.path,)

    @property
    def encoding(self) -> str:
        """In which the file is written."""
        return self.spec.encoding

    def _csv(self) -> CsvSource:
        encoding = "utf-8-sig" if self.spec.encoding.lower() in ("utf-8", "utf8") else self.spec.encoding
        return CsvSource(self.path, encoding, self.spec.delimiter)

    def names(self) -> Sequence[str]:
        """The feed's columns that the mapping gives; what the file holds beside is noted in ``left``. Raises
        DeliveryRefused where the file lacks a column that the mapping names."""
        own = [name.strip() for name in self._csv().names()]
        places = {plain(name): place for place, name in reversed(list(enumerate(own)))}
        asked = [*self.spec.only]
        for given in self.spec.columns.values():
            asked += [given] if isinstance(given, str) else given
        missing = [name for name in dict.fromkeys(asked) if plain(name) not in places]
        if missing:
            known = ", ".join(own)[:400]
            raise DeliveryRefused(
                [
                    Problem(
                        f"The file has no column '{name[:60]}', which the mapping names.",
                        f"It has {known}.",
                        self.file,
                        1,
                    )
                    for name in missing
                ]
            )
        self._width = len(own)
        self._plan = [self._cell(name, places) for name in self._given()]
        self._only = [
            (places[plain(name)], frozenset(value.strip().upper() for value in values))
            for name, values in self.spec.only.items()
        ]
        used = {plain(name) for name in asked}
        self.left = Counter({name: 1 for name in own if name and plain(name) not in used})
        return self._given()

    def _given(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.spec.columns, *self.spec.fixed)))

    def _cell(self, name: str, places: dict[str, int]) -> Callable[[Sequence[str]], str]:
        fixed = self.spec.fixed.get(name)
        given = self.spec.columns.get(name)
        if given is None:
            return lambda _cells: fixed or ""
        at = [places[plain(each)] for each in ([given] if isinstance(given, str) else given)]
        column = self.table.column(name)
        joined = KEY_JOIN if column.key or column.type is Type.IDENTIFIER else " "
        codes = {code.strip().upper(): to for code, to in self.spec.codes.get(name, {}).items()}
        form = self.spec.dates if column.type is Type.DATE else None

        def cell(cells: Sequence[str]) -> str:
            parts = [cells[place].strip() for place in at]
            said = joined.join(part for part in parts if part) or (fixed or "")
            if codes and said:
                said = codes.get(said.upper(), codes.get(OTHERS, said))
            return _iso(said, form) if form and said else said

        return cell

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are meant, as cells of the feed's columns. A row of another width is passed on as it is, so
        that it goes back to its owner."""
        if not self._plan:
            self.names()
        for line, cells in self._csv().rows():
            if len(cells) != self._width:
                yield (
                    line,
                    [*cells, *[""] * (len(self._plan) + 1)] if len(cells) == len(self._plan) else cells,
                )
                continue
            if all(cells[place].strip().upper() in wanted for place, wanted in self._only):
                yield line, [make(cells) for make in self._plan]

    def place(self, number: int) -> Place:
        """The number is that of the line."""
        return Place(self.file, number)


def _iso(text: str, form: str) -> str:
    """A date in the mapping's form as ISO text; what is not in that form stays, for the reader to judge."""
    try:
        return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return text
