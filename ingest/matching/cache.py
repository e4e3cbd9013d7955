"""The resolver's cache: one DuckDB file that can always be rebuilt from the records, the judgements and the model.

Every change is one transaction whose last statement writes the stamp, so a process killed at any point leaves the
state before it. A file that cannot be read, or was made by another model or other code, is thrown away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.matching.prepare import COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FILE = "matching.duckdb"
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "max_temp_directory_size": "8GB",
}

_TABLES = {
    "record": COLUMNS,
    "block": {"key": "UBIGINT", "rec": "VARCHAR", "adult": "BOOLEAN"},
    "tie": {"source": "VARCHAR", "adult": "VARCHAR", "child": "VARCHAR", "relationship": "VARCHAR"},
    # Identifiers that one authority gives once, as the keys of the records that they name.
    "stated": {"rec": "VARCHAR", "token": "VARCHAR"},
    # The forms of an adult's forename with each telephone, home of the children and other parent.
    "near_adult": {"key": "UBIGINT", "rec": "VARCHAR"},
    "human": {"l": "VARCHAR", "r": "VARCHAR", "verdict": "VARCHAR"},
    "pair": {
        "stage": "VARCHAR",
        "l": "VARCHAR",
        "r": "VARCHAR",
        "verdict": "VARCHAR",
        "weight": "DOUBLE",
        "contradicts": "BOOLEAN",
        "reason": "VARCHAR",
        "evidence": "VARCHAR",
    },
    # Which records hang together (comp) and which stand together (gid: the group's first key), after each stage.
    "place": {"stage": "VARCHAR", "rec": "VARCHAR", "comp": "VARCHAR", "gid": "VARCHAR"},
    "held": {"gid": "VARCHAR"},
    "conflict": {"l": "VARCHAR", "r": "VARCHAR"},
    "meta": {"name": "VARCHAR", "value": "VARCHAR"},
}


class CacheUnwritableError(Exception):
    """The cache cannot be written; the change is taken back."""


class Cache:
    """The file, its tables and its stamp."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """Opens the cache of a folder, or begins an empty one where its tables or what it was made by are others.
        ``fingerprint``: of the model and the code."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / _FILE
        tables = hashlib.blake2b(repr(_TABLES).encode(), digest_size=6).hexdigest()
        self._fingerprint = f"{fingerprint}/{tables}"
        self.con = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self.con.close()

    @property
    def stamp(self) -> str | None:
        """What the last finished change was stamped with; None where there was none."""
        return self._meta("stamp")

    @contextmanager
    def change(self, stamp: str) -> Iterator[DuckDBPyConnection]:
        """One change: all of it and the stamp, or nothing. Raises :class:`CacheUnwritableError`."""
        import duckdb

        self.con.execute("BEGIN")
        try:
            yield self.con
            self.con.execute("DELETE FROM meta WHERE name = 'stamp'")
            self.con.execute("INSERT INTO meta VALUES ('stamp', ?)", [stamp])
            self.con.execute("COMMIT")
        except BaseException as error:
            with suppress(duckdb.Error):  # a commit that failed has ended the transaction
                self.con.execute("ROLLBACK")
            if isinstance(error, duckdb.IOException):
                raise CacheUnwritableError(
                    f"The cache of matching in {self._path.parent} cannot be written. See that its disk has room, then "
                    "run this again. Nothing was half-applied."
                ) from None
            raise

    @contextmanager
    def trial(self) -> Iterator[DuckDBPyConnection]:
        """A change that is taken back at its end, whatever happens."""
        self.con.execute("BEGIN")
        try:
            yield self.con
        finally:
            self.con.execute("ROLLBACK")

    def empty(self) -> None:
        """Forget everything, within a change."""
        for name in _TABLES:
            if name != "meta":
                self.con.execute(f"DELETE FROM {name}")

    def _meta(self, name: str) -> str | None:
        found = self.con.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return None if found is None else str(found[0])

    def _open(self) -> DuckDBPyConnection:
        import duckdb

        try:
            con = connect(self._path)
            try:
                known = con.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
                if known is not None and known[0] == self._fingerprint:
                    return con
            except duckdb.Error:
                pass
            con.close()
        except duckdb.IOException:
            if _is_held_elsewhere(self._path):
                raise
        except duckdb.Error:
            pass
        for suffix in ("", ".wal"):
            self._path.with_name(_FILE + suffix).unlink(missing_ok=True)
        con = connect(self._path)
        con.execute("BEGIN")
        for name, columns in _TABLES.items():
            con.execute(
                f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
            )
        con.execute("INSERT INTO meta VALUES ('fingerprint', ?)", [self._fingerprint])
        con.execute("COMMIT")
        return con


def connect(path: Path | None) -> DuckDBPyConnection:
    """A connection that keeps within the machine's means; None for one in memory."""
    import duckdb

    if path is None:
        return duckdb.connect(":memory:", config=_SETTINGS)
    return duckdb.connect(str(path), config=_SETTINGS | {"temp_directory": str(path.with_name("spill"))})


def fill(con: DuckDBPyConnection, table: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows at once; ``columns`` gives the DuckDB types, in the order of the rows."""
    fill_columns(con, table, columns, list(zip(*rows, strict=True)))


def fill_columns(
    con: DuckDBPyConnection,
    table: str,
    columns: dict[str, str],
    values: Sequence[Sequence[Any]],
) -> None:
    """Insert many rows at once, given as columns."""
    import pyarrow as pa

    if not values or not values[0]:
        return
    arrays = [
        pa.array(column, type=_arrow(kind)) for column, kind in zip(values, columns.values(), strict=True)
    ]
    con.register("incoming", pa.table(arrays, names=list(columns)))
    con.execute(f"INSERT INTO {table} SELECT * FROM incoming")
    con.unregister("incoming")


def keys_table(con: DuckDBPyConnection, name: str, keys: Iterable[str]) -> None:
    """A temporary table ``name (rec)`` of these keys."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} (rec VARCHAR)")
    fill_columns(con, name, {"rec": "VARCHAR"}, [list(keys)])


def _is_held_elsewhere(path: Path) -> bool:
    """A file that is whole but locked by another process must not be thrown away."""
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _arrow(kind: str) -> Any:
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(_arrow(kind.removesuffix("[]")))
    return {
        "VARCHAR": pa.string(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "DOUBLE": pa.float64(),
        "UBIGINT": pa.uint64(),
        "INTEGER": pa.int32(),
    }[kind]
