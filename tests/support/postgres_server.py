"""A private PostgreSQL for the tests: a cluster in a temporary folder, on loopback."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

START_SECONDS = 30
STOP_SECONDS = 20
_NUMBERS = count(1)


def _programs() -> Path:
    """The folder of initdb and postgres, which Debian keeps off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    if not versions:
        raise RuntimeError("PostgreSQL is not installed: make test-tools, or the Debian package postgresql")
    return versions[0].parent


def _other_user() -> pwd.struct_passwd | None:
    """Whom to be instead of root, whom PostgreSQL refuses; None if we are somebody else already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres or nobody")


@dataclass(frozen=True)
class PostgresServer:
    """A running cluster with one superuser."""

    port: int
    password: str
    user: str = "kith"

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy URL of a database (driver psycopg)."""
        return f"postgresql+psycopg://{self.user}:{self.password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection in autocommit mode."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        name = f"kith_{next(_NUMBERS)}"
        with self.connect() as connection:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        return self.url(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_answer(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with server.connect():
                return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}") from None
        time.sleep(0.05)


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A cluster that lives as long as the context. Raises RuntimeError saying what is missing."""
    programs = _programs()
    other = _other_user()
    folder = Path(tempfile.mkdtemp(prefix="kith-postgres-"))
    server = PostgresServer(_free_port(), secrets.token_urlsafe(24))
    password_file = folder / "password"
    password_file.write_text(server.password)
    data, log = folder / "data", folder / "log"
    as_user: list[str] = []
    if other:
        for path in (folder, password_file):
            os.chown(path, other.pw_uid, other.pw_gid)
        as_user = ["setpriv", f"--reuid={other.pw_uid}", f"--regid={other.pw_gid}", "--clear-groups"]
        as_user.append("--pdeathsig=INT")  # not left behind by tests that were killed
    try:
        access = ["--username", server.user, "--pwfile", str(password_file), "--auth", "scram-sha-256"]
        made = subprocess.run(
            [
                *as_user,
                str(programs / "initdb"),
                "--pgdata",
                str(data),
                "--no-sync",
                "--encoding=UTF8",
                *access,
            ],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stderr[-2000:]}")
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": server.port,
            "unix_socket_directories": "",
            "fsync": "off",
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*as_user, str(programs / "postgres"), "-D", str(data)]
                + [part for name, value in settings.items() for part in ("-c", f"{name}={value}")],
                cwd=folder,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _await_answer(server, process, log)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # a fast shutdown: ends the sessions that are left
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
