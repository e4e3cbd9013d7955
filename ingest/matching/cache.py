"""The resolver's cache: what a change starts from and what is kept of it. It can always be rebuilt from the records,
the judgements and the model.

Every change is all of it and its stamp, or nothing. A cache that cannot be read, or was made by another model or other
code, is thrown away.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from ingest.matching.store import Store
from ingest.matching.tables import ADULT_KEYS, TABLES
from ingest.matching.working import FEW, MANY, Working, connect

_WORKING = "working.duckdb"
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class CacheUnwritableError(Exception):
    """The cache cannot be written; the change is taken back."""


class Cache:
    """The kept tables of a folder and their stamp."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """Opens the cache of a folder, or begins an empty one where its tables or what it was made by are others.
        ``fingerprint``: of the model and the code."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        # DuckDB's hashes are kept, and those of another version may be others.
        kept = f"{TABLES!r}{ADULT_KEYS}{version('duckdb')}"
        tables = hashlib.blake2b(kept.encode(), digest_size=6).hexdigest()
        self.store = Store(folder, f"{fingerprint}/{tables}")

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    @property
    def stamp(self) -> str | None:
        """What the last finished change was stamped with; None where there was none."""
        return self.store.stamp

    @contextmanager
    def change(self, stamp: str, *, anew: bool = False, keep: bool = True) -> Iterator[Working]:
        """One change: all of it and the stamp, or nothing. Raises :class:`CacheUnwritableError`.

        ``anew``: begin with nothing. ``keep``: False for a change that is only looked at."""
        import duckdb

        whole = anew or self.stamp is None
        try:
            with self._tables(whole=whole) as working:
                yield working
                if not keep:
                    return
                if whole:
                    self.store.replace(working, stamp)
                else:
                    self.store.write(working, stamp)
        except (duckdb.IOException, sqlite3.OperationalError) as error:
            if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF not in _NO_ROOM:
                raise
            raise CacheUnwritableError(
                f"The cache of matching in {self._folder} cannot be written. See that its disk has room, then run this "
                "again. Nothing was half-applied."
            ) from None

    @contextmanager
    def trial(self) -> Iterator[Working]:
        """A change that is taken back at its end, whatever happens."""
        with self._tables(whole=self.stamp is None) as working:
            yield working

    @contextmanager
    def _tables(self, *, whole: bool) -> Iterator[Working]:
        """The tables of a change: whole ones in a file, which may be large, or in memory."""
        path = self._folder / _WORKING
        try:
            if whole:
                _remove(path)
            with closing(connect(path, MANY) if whole else connect(None, FEW)) as con:
                working = Working(con, None if whole else self.store)
                con.execute("BEGIN")  # never ended: nobody reads the file again
                working.begin()
                yield working
        finally:
            if whole:
                _remove(path)


def _remove(path: Path) -> None:
    for suffix in ("", ".wal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
