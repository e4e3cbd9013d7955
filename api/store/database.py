"""The connection: which database, how it is locked, and how its schema is brought up to date."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from api.store.errors import StoreUnavailable
from api.store.keys import Keys

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 5.0
POSTGRES_LOCK = 7_201_105
"""Advisory lock of writers of the audit chain and of migrations; any number, the same in every process."""


class Store:
    """An open store. Safe to share between threads; several processes may open the same one.

    ``keys`` are the secrets that make what is kept here unreadable or tamper-evident; they are not in the database.
    """

    def __init__(self, engine: Engine, keys: Keys, queue: int | None = None) -> None:
        self._engine = engine
        self._writing = Lock()
        self._queue = queue
        self.keys = keys

    @classmethod
    def open(cls, url: str, keys: Keys) -> Self:
        """Connect and bring the schema up to date.

        ``url`` is a SQLAlchemy URL of SQLite or PostgreSQL. Raises :class:`StoreUnavailable`.
        """
        store = cls(_engine(url), keys, _queue(url))
        try:
            with store.exclusively() as connection:
                _upgrade(connection)
        except (SQLAlchemyError, OSError) as error:
            store.close()
            raise StoreUnavailable(f"the accounts store cannot be opened ({type(error).__name__})") from None
        return store

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reads."""
        try:
            with self._engine.connect().execution_options(kith_reading=True) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(f"the accounts store does not answer ({type(error).__name__})") from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: kept at the end of the block, rolled back by any exception. Raises StoreUnavailable."""
        try:
            with self._in_turn(), self._engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(f"the accounts store refused a write ({type(error).__name__})") from None

    @contextmanager
    def exclusively(self) -> Iterator[Connection]:
        """As :meth:`writing`, but one writer at a time over all threads and processes. Lets SQLAlchemyError through."""
        turn = self._writing if self._queue is None else self._in_turn()
        with turn, self._engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": POSTGRES_LOCK})
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """On SQLite, writers of all threads and processes wait in line: SQLite itself lets those who meet sleep and try
        again, with fifty at work some of them for seconds. PostgreSQL needs none of it."""
        if self._queue is None:
            yield
            return
        with self._writing:
            fcntl.flock(self._queue, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._queue, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:
        raise StoreUnavailable(
            "that is not the address of a database; postgresql://user:password@host/kith would be one"
        ) from None


def _engine(url: str) -> Engine:
    parsed = _address(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database:
            raise StoreUnavailable("the accounts store needs a file: sqlite:///PATH")
        _private_file(Path(parsed.database))
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, pool_size=8, max_overflow=56)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    if parsed.get_backend_name() == "postgresql":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_size=8, max_overflow=56, pool_pre_ping=True)
    raise StoreUnavailable("the accounts store is SQLite or PostgreSQL")


def _queue(url: str) -> int | None:
    """The file, beside SQLite's own, on whose lock writers wait; None for another database."""
    parsed = _address(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return os.open(f"{parsed.database}-queue", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)


def _private_file(path: Path) -> None:
    """The file, readable by its owner only; SQLite gives the files beside it the same mode.

    A file that is there is never opened here: closing it would drop the locks that SQLite holds on it in this process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        path.chmod(0o600)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver's guess
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # an entry that was answered for survives a power cut
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at the start, so that two writers wait for each other instead of failing half-way."""
    reading = connection.get_execution_options().get("kith_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")
