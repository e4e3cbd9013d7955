"""The files by which the server and those that attach to it know of each other.

Two locks decide, not pid files: the server holds ``server.lock`` for as long as it lives and the kernel lets
go of it when the process dies, however it dies; whoever starts a server holds ``start.lock`` meanwhile.
``server.json`` only says where the holder of ``server.lock`` listens.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import GraphUnavailable

DATABASE = "graph"
ROOT_USER = "root"
READ_USER = "kith_reader"
READ_GROUP = "kith_readers"
PATIENT_USER = "kith_patient_reader"
PATIENT_GROUP = "kith_patient_readers"
LONGEST_READ_S = 600.0
"""Seconds that a read of Kith's own work may take; the engine knows a limit of an account, and none of a statement."""


@dataclass(frozen=True)
class Credentials:
    """The passwords made when the folder was first used."""

    root_password: str = field(repr=False)
    read_password: str = field(repr=False)


@dataclass(frozen=True)
class ServerInfo:
    """A server that said it was ready."""

    pid: int
    bolt_port: int
    http_port: int


@dataclass(frozen=True)
class EmbeddedFolder:
    """The folder of one embedded database."""

    root: Path

    @classmethod
    def under(cls, data_dir: Path) -> EmbeddedFolder:
        """The embedded database's folder in the data folder."""
        return cls((data_dir / "graph").absolute())

    @property
    def log(self) -> Path:
        """What the server process prints."""
        return self.root / "server.out"

    @property
    def _info(self) -> Path:
        return self.root / "server.json"

    @property
    def _ports(self) -> Path:
        return self.root / "ports.json"

    @property
    def _server_lock(self) -> Path:
        return self.root / "server.lock"

    @property
    def _credentials(self) -> Path:
        return self.root / "credentials.json"

    def prepare(self) -> None:
        """Make the folder, readable by its owner only."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.root.chmod(0o700)
        except OSError as error:
            raise GraphUnavailable(
                f"the data folder cannot be made or is not ours ({error.strerror}); set KITH_DATA to another"
            ) from None

    def credentials(self) -> Credentials:
        """The folder's passwords, made on first use. Hold the start lock while this may make them."""
        if not self._credentials.exists():
            made = Credentials(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
            write_private(self._credentials, asdict(made))
        try:
            return Credentials(**_read_json(self._credentials))
        except (TypeError, ValueError):
            raise GraphUnavailable(
                "the passwords of the embedded database cannot be read: graph/credentials.json in the data folder is "
                "damaged; put it back from a copy"
            ) from None

    def server_info(self) -> ServerInfo | None:
        """What the last server that became ready wrote; ask :meth:`is_held` whether it still lives."""
        try:
            return ServerInfo(**_read_json(self._info))
        except FileNotFoundError:
            return None

    def publish(self, info: ServerInfo) -> None:
        """Say that the server is ready."""
        write_private(self._info, asdict(info))

    def last_ports(self) -> tuple[int, int] | None:
        """The ports (Bolt, HTTP) of the server before: kept, so that whoever was connected finds the next one."""
        try:
            kept = _read_json(self._ports)
            return int(kept["bolt_port"]), int(kept["http_port"])
        except (FileNotFoundError, KeyError, TypeError, ValueError):
            return None

    def keep_ports(self, bolt_port: int, http_port: int) -> None:
        """Remember the ports for the next server."""
        write_private(self._ports, {"bolt_port": bolt_port, "http_port": http_port})

    def withdraw(self) -> None:
        """Say that no server is ready."""
        self._info.unlink(missing_ok=True)

    def hold(self) -> None:
        """Take ``server.lock`` until this process has ended; ``BlockingIOError`` if another has it."""
        # The descriptor is never closed: the kernel lets go when all is over. Those who only look take the lock
        # for an instant, so one refusal says nothing.
        _lock(self._server_lock, patience_s=1.0)

    def is_held(self) -> bool:
        """Whether a server process lives."""
        if not self._server_lock.exists():
            return False
        try:
            os.close(_lock(self._server_lock))
        except BlockingIOError:
            return True
        return False

    @contextmanager
    def starting(self, timeout_s: float) -> Iterator[None]:
        """Hold ``start.lock``, so that of two starts at once the second waits and then finds a server."""
        try:
            descriptor = _lock(self.root / "start.lock", timeout_s)
        except BlockingIOError:
            raise GraphUnavailable(
                "another command has been starting the database for long; see `kith db status`"
            ) from None
        try:
            yield
        finally:
            os.close(descriptor)


def _lock(path: Path, patience_s: float = 0.0) -> int:
    """Lock a file within a time, or ``BlockingIOError``; the lock lasts as long as the returned descriptor."""
    deadline = time.monotonic() + patience_s
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise
        time.sleep(0.02)


def write_private(path: Path, content: Any) -> None:
    """Write JSON that only the owner may read, whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(content, handle)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(path)


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content
