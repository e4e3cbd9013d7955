"""The server process: ``python -m graph.embedded.server FOLDER --heap-mb N --read-timeout-s S``.

It takes the folder's lock, starts ArcadeDB on two free loopback ports (the last ones, where they are
free), makes the database and the account that may only read, says where it listens, and waits for SIGTERM or
SIGINT.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from graph.embedded import http
from graph.embedded.files import (
    DATABASE,
    LONGEST_READ_S,
    PATIENT_GROUP,
    PATIENT_USER,
    READ_GROUP,
    READ_USER,
    ROOT_USER,
    EmbeddedFolder,
    ServerInfo,
    write_private,
)

FOLDER_IN_USE = 3
LOOPBACK = "127.0.0.1"


def _are_free(ports: Sequence[int]) -> bool:
    """Whether nobody listens on any of these ports."""
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                return False
    return True


def _free_ports(count: int) -> list[int]:
    """Ports nobody listens on now; held open together so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _write_groups(root: Path, read_timeout_s: float) -> None:
    """The engine's groups: its own ``admin``, readers who read records for a limited time, nobody else."""

    def group(access: list[str], records: list[str], timeout_ms: int) -> dict[str, object]:
        return {
            "resultSetLimit": -1,
            "readTimeout": timeout_ms,
            "access": access,
            "types": {"*": {"access": records}},
        }

    every_record = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    groups = {
        "admin": group(["updateSecurity", "updateSchema", "updateDatabaseSettings"], every_record, -1),
        READ_GROUP: group([], ["readRecord"], int(read_timeout_s * 1000)),
        PATIENT_GROUP: group([], ["readRecord"], int(LONGEST_READ_S * 1000)),
        "*": group([], [], -1),
    }
    config = root / "config"
    config.mkdir(exist_ok=True)
    write_private(config / "server-groups.json", {"databases": {"*": {"groups": groups}}, "version": 2})


def _jvm_arguments(heap_mb: int) -> list[str]:
    """A heap that is there from the beginning and keeps a third for what is new: rows of a batch die with it, and are
    copied from one part of a small heap to the next otherwise (docs/engines.md)."""
    return [f"-Xms{heap_mb}m", "-XX:+UnlockExperimentalVMOptions", "-XX:G1NewSizePercent=30"]


def serve(folder: EmbeddedFolder, heap_mb: int, read_timeout_s: float) -> None:
    """Run the engine until told to stop."""
    credentials = folder.credentials()
    _write_groups(folder.root, read_timeout_s)
    os.chdir(folder.root)  # the engine writes its own log into ./log
    kept = folder.last_ports()
    bolt_port, http_port = kept if kept is not None and _are_free(kept) else _free_ports(2)
    folder.keep_ports(bolt_port, http_port)

    from arcadedb_embedded.server import ArcadeDBServer

    server = ArcadeDBServer(
        str(folder.root),
        credentials.root_password,
        config={
            "host": LOOPBACK,
            "http_port": http_port,
            "bolt_port": bolt_port,
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "mode": "production",
        },
        jvm_kwargs={"heap_size": f"{heap_mb}m", "jvm_args": _jvm_arguments(heap_mb)},
    )
    quiet = _silence_values()
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    server.start()
    try:
        server.create_database(DATABASE)
        admin = http.Admin(http_port, ROOT_USER, credentials.root_password)
        for user, its_group in ((READ_USER, READ_GROUP), (PATIENT_USER, PATIENT_GROUP)):
            if user not in admin.users():
                admin.create_user(user, credentials.read_password, {DATABASE: [its_group]})
        for each in (signal.SIGTERM, signal.SIGINT):  # after the JVM has set its own
            signal.signal(each, stop)
        folder.publish(ServerInfo(os.getpid(), bolt_port, http_port))
        stopping.wait()
    finally:
        folder.withdraw()
        server.stop()
        del quiet


def _silence_values() -> list[Any]:
    """Keep property values out of the engine's log; returns the loggers, which live while they are held.

    At its usual level the Bolt listener logs each refused statement with the key that was in the way.
    """
    import jpype

    levels = jpype.JClass("java.util.logging.Level")
    logging = jpype.JClass("java.util.logging.Logger")
    loggers = []
    for name, level in (("com.arcadedb", levels.WARNING), ("com.arcadedb.bolt", levels.OFF)):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        loggers.append(logger)
    return loggers


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns :data:`FOLDER_IN_USE` if another server has the folder."""
    parser = argparse.ArgumentParser(prog="graph.embedded.server")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heap-mb", type=int, required=True)
    parser.add_argument("--read-timeout-s", type=float, required=True)
    options = parser.parse_args(arguments)
    os.umask(0o077)  # whatever the engine writes is its owner's alone
    folder = EmbeddedFolder(options.folder.absolute())
    folder.prepare()
    try:
        folder.hold()
    except BlockingIOError:
        sys.stderr.write("the folder is in use by another server\n")
        return FOLDER_IN_USE
    serve(folder, options.heap_mb, options.read_timeout_s)
    _leave()
    return 0


def _leave() -> None:
    """End at once: the database is closed, but the engine's thread of a client that is still connected would keep the
    process, and with it the folder, until that client goes."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
