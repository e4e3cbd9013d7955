"""Starting, attaching to and stopping the embedded engine's server process."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from graph.embedded.files import EmbeddedFolder, ServerInfo
from graph.embedded.server import FOLDER_IN_USE, LOOPBACK
from graph.errors import GraphUnavailable

POLL_S = 0.05
STOP_TIMEOUT_S = 30.0
CODE_ROOT = Path(__file__).resolve().parents[2]


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((LOOPBACK, port)) == 0


def running(folder: EmbeddedFolder) -> ServerInfo | None:
    """The folder's server, if one lives and is ready."""
    info = folder.server_info() if folder.is_held() else None
    return info if info is not None and _listening(info.bolt_port) else None


def attach_or_start(
    folder: EmbeddedFolder, heap_mb: int, read_timeout_s: float, timeout_s: float
) -> ServerInfo:
    """The folder's server, started if there is none.

    Two callers at once get the same server. Raises :class:`GraphUnavailable` if it does not become ready in
    time, or the folder is held by a process that does not answer.
    """
    found = running(folder)
    if found is not None:
        return found
    folder.prepare()
    with folder.starting(timeout_s):
        found = running(folder)
        if found is not None:
            return found
        if folder.is_held():
            return _wait_for_holder(folder, timeout_s)
        folder.withdraw()  # left by a server that was killed
        return _start(folder, heap_mb, read_timeout_s, timeout_s)


def _wait_for_holder(folder: EmbeddedFolder, timeout_s: float) -> ServerInfo:
    """A process has the folder but is not ready: it comes up, goes down, or is no server of ours."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        found = running(folder)
        if found is not None:
            return found
        time.sleep(POLL_S)
    raise GraphUnavailable(
        "the database folder is in use by another process that does not answer; "
        "stop it, or set KITH_DATA to another folder"
    )


def _start(folder: EmbeddedFolder, heap_mb: int, read_timeout_s: float, timeout_s: float) -> ServerInfo:
    environment = dict(os.environ)
    paths = [str(CODE_ROOT), *filter(None, [environment.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    command = [sys.executable, "-m", "graph.embedded.server", str(folder.root)]
    command += ["--heap-mb", str(heap_mb), "--read-timeout-s", str(read_timeout_s)]
    descriptor = os.open(folder.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder.root,
            env=environment,
            start_new_session=True,
        )
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        found = running(folder)
        if found is not None:
            process.returncode = 0  # it outlives us on purpose; nothing is to be warned of
            return found
        if process.poll() is not None:
            if process.returncode == FOLDER_IN_USE:
                return _wait_for_holder(folder, deadline - time.monotonic())
            raise GraphUnavailable(
                f"the embedded database did not start (exit {process.returncode}); "
                "its log is graph/server.out in the data folder"
            )
        time.sleep(POLL_S)
    process.kill()
    process.wait()
    raise GraphUnavailable(
        f"the embedded database was not ready in {timeout_s:g} s; "
        "its log is graph/server.out in the data folder"
    )


def stop(folder: EmbeddedFolder) -> bool:
    """End the folder's server and wait until it has let go of the folder; False if none was running.

    A server that ignores the request is killed: the engine recovers from its write-ahead log at the next
    start.
    """
    if not folder.is_held():
        return False
    info = folder.server_info()
    if info is None:
        raise GraphUnavailable("the database folder is in use by a process that is not ready; try again")
    for sign, patience in ((signal.SIGTERM, STOP_TIMEOUT_S), (signal.SIGKILL, STOP_TIMEOUT_S)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(info.pid, sign)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not folder.is_held():
                folder.withdraw()
                with contextlib.suppress(ChildProcessError):  # where this process started it
                    os.waitpid(info.pid, 0)
                return True
            time.sleep(POLL_S)
    raise GraphUnavailable("the embedded database could not be stopped")
