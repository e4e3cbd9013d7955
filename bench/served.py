"""The real server in a process of its own, on loopback, and what its request log says."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOPBACK = "127.0.0.1"
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers and where it writes its log."""

    port: int
    log: Path
    pid: int

    @property
    def origin(self) -> str:
        """As a browser calls it."""
        return f"http://{LOOPBACK}:{self.port}"

    def milliseconds(self) -> dict[str, float]:
        """Request id -> milliseconds from the arrival of a request to the end of its answer, by the server's log."""
        found = {}
        for line in self.log.read_text(encoding="utf-8").splitlines():
            if line.startswith("{") and (said := json.loads(line)).get("event") == "request":
                found[said["request"]] = said["ms"]
        return found

    def cpu_seconds(self) -> float:
        """Processor time of the server and its workers so far."""
        return cpu_seconds(self.pid)


def cpu_seconds(pid: int) -> float:
    """Processor time that a process and its children have used."""
    process = psutil.Process(pid)
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


@contextmanager
def served(data: Path, workers: int = 1) -> Iterator[Server]:
    """``kith serve`` over an index in ``data`` whose database is running already."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = int(free.getsockname()[1])
    log = data / "requests.log"
    environment = {
        **os.environ, "KITH_DATA": str(data.absolute()), "KITH_HOST": LOOPBACK, "KITH_PORT": str(port),
        "KITH_DEMO_ACCOUNTS": "false",
    }  # fmt: skip
    command = [sys.executable, "-m", "kith", "serve", "--workers", str(workers)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(port, process)
            yield Server(port, log, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended before it answered"
        try:
            connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("the server does not answer")
