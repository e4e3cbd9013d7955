"""What matching keeps between changes: the tables in one SQLite file, with an index for every way rows are looked up.

A change is one transaction; a whole borough is written beside the file and takes its place. So a process that is
killed at any point leaves the state before it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from ingest.matching.tables import TABLES
from ingest.matching.working import Row, Working, key_places, keys_table, packed

_FILE = "matching.sqlite"
_KINDS = {"BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}
_AT_ONCE = 50_000
_PATIENCE_S = 30.0
_CACHE_KIB = 64_000
_MAPPED = 4_000_000_000
"""Bytes of the file that may be read where they lie, without copying."""


class Store:
    """The kept tables of one folder."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """Opens what a folder keeps, or begins anew where it cannot be read or bears another fingerprint."""
        self._path = folder / _FILE
        self._fingerprint = fingerprint
        self._db = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def stamp(self) -> str | None:
        """What the last finished change was stamped with; None where there was none."""
        return self._mark("stamp")

    def rows(self, table: str, column: str, values: Iterable[Any]) -> list[Row]:
        """The rows of a table that have one of these values in a column that is indexed."""
        columns = ", ".join(f"kept.{name}" for name in _columns(table))
        return self._db.execute(
            f"SELECT {columns} FROM json_each(?) asked CROSS JOIN {table} kept ON kept.{column} = asked.value",
            (json.dumps(sorted(values)),),
        ).fetchall()

    def all_rows(self, table: str) -> list[Row]:
        """All rows of a table."""
        return self._db.execute(f"SELECT {', '.join(_columns(table))} FROM {table}").fetchall()

    def keys_that_tell(self, table: str, texts: Iterable[str]) -> list[str]:
        """The keys of the rows of a packed table whose documents hold one of these texts."""
        rows = self._db.execute(
            f"SELECT key FROM {table} WHERE EXISTS (SELECT 1 FROM json_each(?) asked WHERE instr(body, asked.value))",
            (json.dumps(list(texts)),),
        )
        return [row[0] for row in rows]

    def groups(self) -> list[tuple[str, list[str]]]:
        """All groups as they stand after the last stage: first key and members."""
        found: dict[str, list[str]] = {}
        query = "SELECT gid, rec FROM place WHERE stage = 'adults' ORDER BY gid, rec"
        for gid, rec in self._db.execute(query):
            found.setdefault(gid, []).append(rec)
        return list(found.items())

    def write(self, change: Working, stamp: str) -> None:
        """Enter what a change altered, and its stamp: all or nothing."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for name in TABLES:
                self._write_table(name, change)
            self._db.execute("INSERT OR REPLACE INTO mark VALUES ('stamp', ?)", (stamp,))

    def replace(self, change: Working, stamp: str) -> None:
        """Keep the whole tables of a change, instead of all there was."""
        beside = self._path.with_suffix(".new")
        _remove(beside)
        with closing(_tuned(_connect(beside))) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            self._begin(db)
            db.execute("BEGIN")
            for name in TABLES:
                _copy_table(db, name, change)
            db.execute("INSERT INTO mark VALUES ('stamp', ?)", (stamp,))
            db.execute("COMMIT")
        self._db.close()
        _remove(self._path)
        beside.replace(self._path)
        self._db = _tuned(_connect(self._path))

    def _write_table(self, name: str, change: Working) -> None:
        table, gone = TABLES[name], change.gone[name]
        where = " AND ".join(f"{column} = ?" for column in table.key)
        places = key_places(name)
        keys = sorted(tuple(row[place] for place in places) for row in gone)  # one page after the other
        self._db.executemany(f"DELETE FROM {name} WHERE {where}", keys)
        if table.packed:
            keys_table(change, "written", [row[0] for row in gone])
            query = f"SELECT {packed(name)} FROM {name} WHERE {table.key[0]} IN (FROM written)"
            _insert(self._db, name, change.execute(query).fetchall())
        else:
            _insert(self._db, name, sorted(change.come[name]))

    def _mark(self, name: str) -> str | None:
        found = self._db.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def _open(self) -> sqlite3.Connection:
        # Nothing may be asked of a file before it is known to be a database: a torn one is begun anew.
        self._db = _connect(self._path)
        try:
            if self._mark("fingerprint") == self._fingerprint:
                return _tuned(self._db)
        except sqlite3.DatabaseError as error:  # no database, or one of something else
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
        self._db.close()
        _remove(self._path)
        db = _connect(self._path)
        self._begin(db)
        for name in TABLES:
            _index(db, name)
        return _tuned(db)

    def _begin(self, db: sqlite3.Connection) -> None:
        for name, table in TABLES.items():
            kinds = {column: _KINDS.get(table.columns[column], "TEXT") for column in table.columns}
            if table.packed:
                kinds = {"key": "TEXT", "body": "TEXT"}
            told = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
            db.execute(f"CREATE TABLE {name} ({told}, PRIMARY KEY ({', '.join(table.key)})) WITHOUT ROWID")
        db.execute("CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT)")
        db.execute("INSERT INTO mark VALUES ('fingerprint', ?)", (self._fingerprint,))


def _copy_table(db: sqlite3.Connection, name: str, change: Working) -> None:
    found = change.execute(f"SELECT {packed(name)} FROM {name} ORDER BY {', '.join(TABLES[name].key)}")
    while rows := found.fetchmany(_AT_ONCE):
        _insert(db, name, rows)
    _index(db, name)


def _insert(db: sqlite3.Connection, name: str, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(_columns(name)))
    db.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({marks})", rows)


def _index(db: sqlite3.Connection, name: str) -> None:
    for column in TABLES[name].indexes:
        db.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")


def _columns(name: str) -> list[str]:
    return ["key", "body"] if TABLES[name].packed else list(TABLES[name].columns)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)


def _tuned(db: sqlite3.Connection) -> sqlite3.Connection:
    # A night looks up tens of thousands of rows all over the file; SQLite's own two megabytes are read anew each time.
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    db.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return db


def _remove(path: Path) -> None:
    for suffix in ("", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
