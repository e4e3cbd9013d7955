"""The database in which a change is worked out: DuckDB, over tables that are whole, or into which rows are brought.

A whole borough is worked out on whole tables. A night brings in the rows that it asks for, each once, by keys that the
store has indexes of, so that its cost follows the change; the statements that then run are the same. Whoever asks a
table for rows by some key brings those in first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ingest.matching.tables import TABLES, WHOLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = tuple[Any, ...]
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "max_temp_directory_size": "8GB",
}


MANY, FEW = 2, 1
"""Threads for a whole borough, and for a night: on its few thousand rows two lose more in waiting for each other than
they gain."""


class Source(Protocol):
    """Where rows are brought from."""

    def rows(self, table: str, column: str, values: Iterable[Any]) -> list[Row]:
        """The rows of a table that have one of these values in a column."""
        ...

    def all_rows(self, table: str) -> list[Row]:
        """All rows of a table."""
        ...

    def keys_that_tell(self, table: str, texts: Iterable[str]) -> list[str]:
        """The keys of the rows of a packed table whose documents hold one of these texts."""
        ...


class Connection(Protocol):
    """What is needed of a database to fill its tables."""

    def execute(self, query: str, parameters: Any = None) -> DuckDBPyConnection:
        """Run a statement."""
        ...

    def register(self, view_name: str, python_object: object) -> DuckDBPyConnection:
        """Make an object readable as a table."""
        ...

    def unregister(self, view_name: str) -> DuckDBPyConnection:
        """Forget it."""
        ...


class Working:
    """The tables of a change. Rows come and go by :meth:`insert` and :meth:`delete`, which keep account of it."""

    def __init__(self, con: DuckDBPyConnection, source: Source | None = None) -> None:
        """``source``: where rows are brought from; None where the tables are whole."""
        self._con = con
        self._source = source
        self._asked: defaultdict[tuple[str, str], set[Any]] = defaultdict(set)
        self._brought: defaultdict[str, set[Any]] = defaultdict(set)
        self.gone: defaultdict[str, set[Row]] = defaultdict(set)
        """Rows that were there before the change and are no longer; of packed tables the keys of all that changed."""
        self.come: defaultdict[str, set[Row]] = defaultdict(set)
        """Rows that are there and were not; nothing of packed tables."""

    @property
    def whole(self) -> bool:
        """Whether the tables are whole, so that nothing has to be brought and no account is kept."""
        return self._source is None

    @property
    def threads(self) -> int:
        """How many threads work on what is this large."""
        return MANY if self.whole else FEW

    def begin(self) -> None:
        """Make the tables, empty but for those of which a change has all rows."""
        for name, table in TABLES.items():
            columns = ", ".join(f"{column} {kind}" for column, kind in table.columns.items())
            self._con.execute(f"CREATE TABLE {name} ({columns})")
        if self._source is not None:
            for name in WHOLE:
                self._take(name, self._source.all_rows(name))

    def execute(self, query: str, parameters: Any = None) -> DuckDBPyConnection:
        """Run a statement that leaves the tables as they are."""
        return self._con.execute(query, parameters)

    def register(self, view_name: str, python_object: object) -> DuckDBPyConnection:
        """Make an object readable as a table."""
        return self._con.register(view_name, python_object)

    def unregister(self, view_name: str) -> DuckDBPyConnection:
        """Forget it."""
        return self._con.unregister(view_name)

    def bring(self, table: str, column: str, keys: str) -> None:
        """Have the rows at hand that hold in a column one of the values that a query gives."""
        if self._source is None:
            return
        asked = self._asked[table, column]
        fresh = {row[0] for row in self._con.execute(keys).fetchall()} - asked - {None}
        if fresh:
            asked |= fresh
            self._take(table, self._source.rows(table, column, fresh))

    def keys_that_tell(self, table: str, texts: Iterable[str]) -> set[str]:
        """The keys of a packed table, as it was kept, whose documents hold one of these texts, written as in JSON. All
        of it is read: for what is asked seldom. None where all is new."""
        asked = sorted(texts)
        return set(self._source.keys_that_tell(table, asked)) if self._source and asked else set()

    def insert(self, table: str, query: str) -> None:
        """Add the rows that a query gives; those that are there must not be among them."""
        for row in self._changed(table, f"INSERT INTO {table} {query}"):
            if TABLES[table].packed:
                self.gone[table].add(row)
            elif row in self.gone[table]:
                self.gone[table].remove(row)
            else:
                self.come[table].add(row)

    def delete(self, table: str, condition: str, parameters: Sequence[Any] = ()) -> None:
        """Take away the rows that fulfil a condition."""
        for row in self._changed(table, f"DELETE FROM {table} WHERE {condition}", parameters):
            if row in self.come[table]:
                self.come[table].remove(row)
            else:
                self.gone[table].add(row)

    def put(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add many rows at once, each in the order of the table's columns."""
        if rows:
            self.execute(f"CREATE OR REPLACE TEMP TABLE put_rows AS FROM {table} LIMIT 0")
            fill(self, "put_rows", dict(TABLES[table].columns), rows)
            self.insert(table, "FROM put_rows")

    def _changed(self, table: str, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        told = TABLES[table]
        if self.whole:
            self._con.execute(statement, list(parameters))
            return []
        columns = ", ".join(told.key if told.packed else told.columns)
        return self._con.execute(f"{statement} RETURNING {columns}", list(parameters)).fetchall()

    def _take(self, name: str, rows: list[Row]) -> None:
        """Enter rows as they are kept, those left out that are here, or were."""
        table = TABLES[name]
        key_of, brought = itemgetter(*key_places(name)), self._brought[name]
        keys = list(map(key_of, rows))
        fresh = rows
        if not brought.isdisjoint(keys):
            fresh = [row for key, row in zip(keys, rows, strict=True) if key not in brought]
        brought.update(keys)
        if not fresh:
            return
        kinds = {"key": "VARCHAR", "body": "VARCHAR"} if table.packed else dict(table.columns)
        _register(self._con, kinds, list(zip(*fresh, strict=True)), kept=True)
        self._con.execute(f"INSERT INTO {name} {unpacked(name)} FROM incoming")
        self._con.unregister("incoming")


def key_places(name: str) -> list[int]:
    """Where the key stands in a row of a table as it is kept."""
    table = TABLES[name]
    return [0] if table.packed else [list(table.columns).index(column) for column in table.key]


def unpacked(name: str) -> str:
    """The beginning of a query that gives the rows of a table out of rows as they are kept."""
    table = TABLES[name]
    if not table.packed:
        return f"SELECT {', '.join(f'CAST({column} AS {kind})' for column, kind in table.columns.items())}"
    shape = ", ".join(f'"{column}": {_json_kind(kind)}' for column, kind in table.columns.items())
    return f"SELECT unnest(from_json(body, '{{{shape}}}'))"


def packed(name: str) -> str:
    """The columns of a query that gives the rows of a table as they are kept."""
    table = TABLES[name]
    if not table.packed:
        return ", ".join(
            f"{column}::INTEGER" if kind == "BOOLEAN" else column for column, kind in table.columns.items()
        )
    fields = ", ".join(f"{column} := {column}" for column in table.columns)
    return f"{', '.join(table.key)}, to_json(struct_pack({fields}))::VARCHAR"


def _json_kind(kind: str) -> str:
    return f'["{kind.removesuffix("[]")}"]' if kind.endswith("[]") else f'"{kind}"'


def connect(path: Path | None, threads: int = MANY) -> DuckDBPyConnection:
    """A connection that keeps within the machine's means; None for one in memory."""
    import duckdb

    settings = _SETTINGS | {"threads": threads}
    if path is None:
        return duckdb.connect(":memory:", config=settings)
    return duckdb.connect(str(path), config=settings | {"temp_directory": str(path.with_name("spill"))})


def fill(con: Connection, table: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows at once; ``columns`` gives the DuckDB types, in the order of the rows."""
    fill_columns(con, table, columns, list(zip(*rows, strict=True)))


def fill_columns(
    con: Connection,
    table: str,
    columns: dict[str, str],
    values: Sequence[Sequence[Any]],
) -> None:
    """Insert many rows at once, given as columns."""
    if not values or not values[0]:
        return
    _register(con, columns, values)
    con.execute(f"INSERT INTO {table} SELECT * FROM incoming")
    con.unregister("incoming")


def _register(
    con: Connection,
    columns: dict[str, str],
    values: Sequence[Sequence[Any]],
    *,
    kept: bool = False,
) -> None:
    """Make columns readable as the table ``incoming``. ``kept``: as SQLite keeps them, truth values as numbers."""
    import pyarrow as pa

    arrays = [
        pa.array(column, type=_arrow("INTEGER" if kept and kind == "BOOLEAN" else kind))
        for column, kind in zip(values, columns.values(), strict=True)
    ]
    con.register("incoming", pa.table(arrays, names=list(columns)))


def keys_table(con: Connection, name: str, keys: Iterable[str]) -> None:
    """A temporary table ``name (rec)`` of these keys."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} (rec VARCHAR)")
    fill_columns(con, name, {"rec": "VARCHAR"}, [list(keys)])


def _arrow(kind: str) -> Any:
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(_arrow(kind.removesuffix("[]")))
    return {
        "VARCHAR": pa.string(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "DOUBLE": pa.float64(),
        "BIGINT": pa.int64(),
        "INTEGER": pa.int32(),
    }[kind]
