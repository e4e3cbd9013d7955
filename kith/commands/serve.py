"""``kith serve``: the web application and the JSON API."""

from __future__ import annotations

import atexit
import gc
import os
import socket
import sys
import threading
import time
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from typing import Annotated, Any

import typer
import uvicorn

from api.app import create_app
from api.logs import configure
from api.store.accounts import Accounts
from api.store.patterns import Step, holders_lacking
from kith.composition import Kith, opened
from kith.console import err
from kith.refusals import RefusedError
from kith.settings import Settings

SWITCH_S = 0.0005
"""Longest time that one thread keeps the others waiting. Python's own 5 ms is waited for after every statement of
one page while another is made."""
MOST_BY_ITSELF = 8
"""Processes that are started on a machine of many cores unless more are asked for: each takes some 200 MiB."""
ASK_AGAIN_S = 0.2
QUIET: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False}


def command(
    workers: Annotated[
        int | None, typer.Option(min=1, max=32, help="Server processes; one for each core unless given.")
    ] = None,
) -> None:
    """Serve the pages and the JSON API until interrupted. Where: KITH_HOST and KITH_PORT."""
    serve(Settings(), workers)


WORKER_PATIENCE_S = 60
"""Seconds after which a process that does not answer is replaced. A busy machine takes longer than the server's own
five to start one, and would start it again for ever."""


def serve(settings: Settings, workers: int | None = None) -> None:
    """Serve with these settings, in the foreground, by as many processes as there are cores unless told otherwise."""
    workers = workers or min(MOST_BY_ITSELF, len(os.sched_getaffinity(0)))
    _be_free(settings)
    if workers > 1:
        _serve_by_many(settings, workers)
        return
    configure(json=not sys.stderr.isatty())
    with opened(settings) as kith:
        _somebody_is_cleared(kith)
        app = create_app(settings.api, kith.graph, kith.store, kith.deciding)
        _announce_soon(settings)
        _settle()
        uvicorn.run(app, host=settings.host, port=settings.port, **QUIET)


def _settle() -> None:
    """Let threads take turns quickly, and keep what start-up made out of every later look for garbage."""
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()


def _serve_by_many(settings: Settings, workers: int) -> None:
    """As :func:`serve`, in several processes. Sessions, limits and audit are in the store, which they share: each entry
    of the audit follows from the one before it, whichever process wrote that."""
    # The processes read their settings from the environment.
    os.environ["KITH_DEMO_ACCOUNTS"] = str(settings.demo_accounts).lower()
    with opened(settings) as kith:  # the schema and the database are there before the first of them starts
        _somebody_is_cleared(kith)
    _announce_soon(settings)
    uvicorn.run(
        f"{__name__}:application",
        factory=True,
        workers=workers,
        timeout_worker_healthcheck=WORKER_PATIENCE_S,
        host=settings.host,
        port=settings.port,
        **QUIET,
    )


def application() -> Any:
    """The application of one of several processes, with the settings of the environment."""
    configure(json=not sys.stderr.isatty())
    stack = ExitStack()
    atexit.register(stack.close)
    settings = Settings()
    kith = stack.enter_context(opened(settings))
    app = create_app(settings.api, kith.graph, kith.store, kith.deciding)
    _settle()
    return app


def _somebody_is_cleared(kith: Kith) -> None:
    """Raise RefusedError where patterns are on and what they find about protected people would wait for nobody."""
    standing = kith.patterns.kept.standing().values()
    accounts = [each for each in Accounts(kith.store).all() if each.enabled]
    on = [entry.pattern for entry in standing if entry.what is Step.ON]
    if holders_lacking(on, [(each.role, each.clearances) for each in accounts]):
        raise RefusedError(
            "Patterns are on, and no safeguarding lead holds the clearances location and hidden: findings about "
            "protected people would wait for nobody. Add such an account (`kith account add`), or switch the patterns "
            "off (`kith patterns off`)."
        )


def _be_free(settings: Settings) -> None:
    """Raise RefusedError where another program listens already, before anything is started."""
    try:
        with socket.create_server((settings.host, settings.port)):
            return
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise RefusedError(
            f"Kith cannot listen on {settings.host}:{settings.port} ({why}). Set KITH_PORT to another port, or "
            "KITH_HOST to an address of this machine."
        ) from None


def _announce_soon(settings: Settings) -> None:
    """Say where Kith answers as soon as it does. Raises RefusedError for settings that it cannot be served with."""
    told = (settings, settings.api.origin)
    threading.Thread(target=_announce, args=told, daemon=True, name="announce").start()


def _announce(settings: Settings, origin: str) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - to connect to
    while True:
        connection = HTTPConnection(host, settings.port, timeout=WORKER_PATIENCE_S)
        try:
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
            break
        except (OSError, HTTPException):
            time.sleep(ASK_AGAIN_S)
        finally:
            connection.close()
    err.print(f"Kith answers at {origin} (stop it with Ctrl-C)", highlight=False)
