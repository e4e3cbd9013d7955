"""What a feed is: its tables, columns, types and codes, which record each row belongs to, and what the rows say.

Reader, validation and documentation follow from a declaration. A mistake in one raises :class:`DeclarationError`
when the feed's module is imported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from model.observations import Statement, record_key

Value = str | int | bool
Row = Mapping[str, Value]
"""One typed row as it is stored: column -> value, dates as ISO text. A column with nothing in it is left out."""
Rows = Mapping[str, Mapping[str, Row]]
"""The rows of one record: table -> row key -> row."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class DeclarationError(Exception):
    """A feed is declared wrongly; the message says which part and what is wrong with it."""


class Type(StrEnum):
    """What a column holds. `ingest.reading.values` gives each its parser."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    CODE = "code"
    DATE = "date"
    YES_NO = "yes_no"
    UPN = "upn"
    UPNS = "upns"
    NHS_NUMBER = "nhs_number"
    ULN = "uln"
    POSTCODE = "postcode"
    UPRN = "uprn"
    URN = "urn"
    PHONE = "phone"
    EMAIL = "email"
    JSON_ADDRESS = "json_address"
    INTEGER = "integer"


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise DeclarationError(message)


@dataclass(frozen=True, slots=True)
class Via:
    """A value from another table of the delivery: ``gives`` of its row whose ``matching`` is our ``column``."""

    table: str
    matching: str
    gives: str
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``required``: a row without it goes back to its owner. ``extension``: the published standard lacks it, so a file may
    leave the whole column out. ``codes``: code -> meaning; either may be delivered. ``located``: says where somebody
    is. ``aliases``: names under which published files hold it, compared without case, spaces and punctuation.
    ``made_of``: no file holds the column; it is these columns of the row, parted by strokes. ``via``: no file holds it;
    it is looked up in another table of the delivery.
    ``sealed``: names another record of the owner's kind that nobody may link to this one. The reader takes it out
    of the row and hands it over apart, so that it is never stored as it stands.
    """

    name: str
    type: Type = Type.TEXT
    doc: str = ""
    key: bool = False
    required: bool = False
    extension: bool = False
    located: bool = False
    sealed: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    via: Via | None = None

    def __post_init__(self) -> None:
        _require(
            _NAME.fullmatch(self.name) is not None,
            f"column {self.name!r}: lower case, digits and underscores",
        )
        _require(
            isinstance(self.type, Type),
            f"column {self.name}: {self.type!r} is not a type; one of {', '.join(Type)}",
        )
        _require(
            bool(self.codes) == (self.type is Type.CODE),
            f"column {self.name}: a code column, and no other, has codes",
        )
        _require(
            not (self.key and self.extension), f"column {self.name}: a key cannot be left out of the file"
        )
        for code in self.codes:
            _require(
                code == code.strip().upper() != "", f"column {self.name}: code {code!r} must be upper case"
            )

    @property
    def computed(self) -> bool:
        """Whether no file holds the column, because it is made of others or looked up."""
        return bool(self.made_of) or self.via is not None

    @property
    def must_be_given(self) -> bool:
        """Whether a row without this column cannot be taken."""
        return self.key or self.required


@dataclass(frozen=True, slots=True)
class Owner:
    """The record that a row belongs to: the identifier in ``column``, after ``prefix``.

    ``when`` and ``unless`` name a column that must, or must not, be given for this owner to count. ``founds`` is False
    where the row adds to the record and does not bring it into being, though its table does so for another owner.
    """

    kind: str
    column: str
    prefix: str = ""
    when: str | None = None
    unless: str | None = None
    founds: bool = True

    def identifier(self, row: Row) -> str | None:
        """The identifier of the owning record, or None where this owner does not count for the row."""
        if (self.when is not None and self.when not in row) or (
            self.unless is not None and self.unless in row
        ):
            return None
        value = row.get(self.column)
        return None if value is None else f"{self.prefix}{value}"


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a delivery.

    ``owners``: the records that a row belongs to. ``founds``: its rows bring their record into being; the rows of other
    tables add to it. ``required``: a full delivery without the file is refused. ``never_empty``: so is one in which it
    holds no rows. ``protects``: column and value of rows that withhold somebody (None: every row): such a row is never
    put aside for a bad cell. ``keep``: what is kept of a row, where that is less than the whole. ``files``: names of
    the files or sheets that hold it as it is published, lower case and without ending; ``*`` stands for anything.
    ``sort``: tables of one sort bring the same records into being. ``drawn_from``: where no file holds the table, its
    rows are the distinct rows of these tables, by column names.
    """

    name: str
    columns: tuple[Column, ...]
    owners: tuple[Owner, ...]
    doc: str = ""
    founds: bool = False
    required: bool = True
    never_empty: bool = False
    protects: tuple[str | bool, ...] | bool = False
    keep: Callable[[dict[str, Value]], dict[str, Value]] | None = None
    files: tuple[str, ...] = ()
    drawn_from: tuple[str, ...] = ()
    sort: str = ""
    key: Column = field(init=False)

    def __post_init__(self) -> None:
        where = f"table {self.name}"
        _require(
            _NAME.fullmatch(self.name) is not None, f"{where}: lower case letters, digits and underscores"
        )
        names = [column.name for column in self.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        _require(not twice, f"{where}: column {', '.join(twice)} is declared twice")
        keys = [column for column in self.columns if column.key]
        _require(len(keys) == 1, f"{where}: one column is the key, not {len(keys)}")
        _require(bool(self.owners), f"{where}: say which record a row belongs to")
        for column in self.columns:
            needs = (*column.made_of, *((column.via.column,) if column.via else ()))
            lacking = [name for name in needs if name not in names]
            _require(not lacking, f"{where}: {column.name} is made of {lacking!r}, which are not columns")
        for owner in self.owners:
            for used in (owner.column, owner.when, owner.unless):
                _require(
                    used is None or used in names, f"{where}: the owner names {used!r}, which is not a column"
                )
        object.__setattr__(self, "key", keys[0])

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError naming those there are."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}; it has {', '.join(self.names)}")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the declaration."""
        return tuple(column.name for column in self.columns)

    def records_of(self, feed: str, row: Row) -> tuple[str, ...]:
        """Keys of the records that a row belongs to."""
        found: list[str] = []
        for owner in self.owners:
            identifier = owner.identifier(row)
            if identifier is not None:
                found.append(record_key(feed, owner.kind, identifier))
        return tuple(found)

    def records_of_deleted(self, feed: str, key: str, belongs_to: str | None) -> tuple[str, ...]:
        """Keys of the records that may hold a deleted row: one for each owner, the right one among them.

        ``belongs_to`` is what the row's owner column held; it may be absent where the row's own key names the record.
        """
        found: list[str] = []
        for owner in self.owners:
            identifier = key if owner.column == self.key.name else belongs_to
            if identifier is not None:
                found.append(record_key(feed, owner.kind, owner.prefix + identifier))
        return tuple(dict.fromkeys(found))


Observe = Callable[[str, Rows], Statement]
Kind = Literal["full", "changes"]


@dataclass(slots=True)
class Sheet:
    """One table as a document holds it: the table's name, the names of the cells, and rows with their line or row.

    ``left`` counts what the document says beside and nobody reads, by its place in the document. ``subject``: the
    name of the cell that says whom a row is about, where several documents may speak of one person. ``unit``: what the
    numbers of the rows count.
    """

    table: str
    names: tuple[str, ...]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    subject: str | None = None
    unit: str = "line"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a document says of one subject at one time: ``version`` is the sender's own number of it, ``withholds``
    that it keeps back where somebody is."""

    subject: str
    version: int | None = None
    retrieved: dt.datetime | None = None
    withholds: bool = False


@dataclass(slots=True)
class Opened:
    """What a document holds. ``taken``: the day on which the extract was taken, where the document says so. ``notes``:
    what is odd about it as a whole, counted, without values. ``answers``: number of a row -> the answer that it is
    part of; of several answers about one subject the newest is taken."""

    sheets: list[Sheet]
    taken: dt.date | None = None
    notes: Counter[str] = field(default_factory=Counter)
    answers: dict[int, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A published kind of file that is no CSV: XML, a workbook, JSON.

    ``recognises`` looks at the first 4,096 bytes. ``open`` raises DeliveryRefused for a file that cannot be right.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    open: Callable[[Path], Opened]


@dataclass(frozen=True, slots=True)
class Feed:
    """One agency's extract.

    ``observe`` turns the rows of one record into what they say; it is pure and total. ``constant_records`` are records
    that every delivery brings though no file holds them. ``cadence_days``: how old the latest delivery may grow before
    the feed counts as old. ``usual_kind``: of a delivery without a manifest. ``documents``: the published files that
    are no CSV. ``encodings``: in which its CSV files are published. ``registers``: kinds of record of which the feed is
    the register, whose word goes first. ``parts``: pattern of what tells deliveries of the feed in one folder apart by
    the names of their files, as a year. ``not_taken``: published files that are known and left out on purpose, by their
    name, and why. ``taken``: the day of the extract, from the names of the files and the dates in them that every row
    must fill, where that can be known. ``expects``: ages in whole years, first and last, of the children whom the feed
    should hold every one of; None where it holds only those with a case.
    ``in_full_of``: the feed of which this one has all tables and more; files of a folder that holds some of those are
    all of this one.
    """

    code: str
    agency_code: str
    agency_name: str
    cadence_days: int
    lawful_basis: str
    tables: tuple[Table, ...]
    observe: Observe
    doc: str = ""
    constant_records: Mapping[str, Rows] = field(default_factory=dict)
    usual_kind: Kind | None = None
    documents: tuple[Document, ...] = ()
    registers: frozenset[str] = frozenset()
    encodings: tuple[str, ...] = ("utf-8",)
    parts: str | None = None
    not_taken: Mapping[str, str] = field(default_factory=dict)
    taken: Callable[[Sequence[str], Sequence[str]], dt.date | None] | None = None
    expects: tuple[int, int] | None = None
    in_full_of: str | None = None

    def __post_init__(self) -> None:
        where = f"feed {self.code}"
        _require(
            _NAME.fullmatch(self.code) is not None, f"{where}: lower case letters, digits and underscores"
        )
        names = [table.name for table in self.tables]
        _require(bool(names), f"{where}: has no tables")
        _require(len(set(names)) == len(names), f"{where}: a table is declared twice")
        _require(self.cadence_days > 0, f"{where}: deliveries come every so many days, at least one")
        _require(any(table.founds for table in self.tables), f"{where}: no table brings records into being")
        for table in self.tables:
            others = [column.via.table for column in table.columns if column.via] + list(table.drawn_from)
            lacking = sorted({other for other in others if other not in names})
            _require(not lacking, f"{where}: {table.name} looks into {', '.join(lacking)}, which is no table")
        for key in self.constant_records:
            _require(
                key.startswith(f"{self.code}:"), f"{where}: constant record {key} belongs to another feed"
            )

    def table(self, name: str) -> Table:
        """The table of that name. Raises KeyError naming those there are."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(
            f"{self.code} has no table {name!r}; it has {', '.join(each.name for each in self.tables)}"
        )
