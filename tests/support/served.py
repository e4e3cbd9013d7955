"""The whole application as a process of its own, over a borough in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PATIENCE_S = 180.0
"""A busy machine takes its time to import."""


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(data: Path, log: Path, **environment: str) -> Iterator[str]:
    """``kith serve`` over the data folder, on loopback; its address. Raises RuntimeError where it does not answer."""
    port = free_port()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "kith", "serve", "--workers", "1"],
            env={**os.environ, "KITH_DATA": str(data), "KITH_PORT": str(port), **environment},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE_S)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection(address.removeprefix("http://"), timeout=5)
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
            connection.close()
            return
        except (OSError, HTTPException):
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")
