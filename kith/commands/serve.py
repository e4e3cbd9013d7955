"""``kith serve``: the web application and the JSON API."""

from __future__ import annotations

import atexit
import sys
from contextlib import ExitStack
from typing import Annotated, Any

import typer
import uvicorn

from api.app import create_app
from api.logs import configure
from kith.composition import opened
from kith.console import err
from kith.settings import Settings

QUIET: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False}


def command(
    workers: Annotated[int, typer.Option(min=1, max=32, help="Server processes: one for each core.")] = 1,
) -> None:
    """Serve the pages and the JSON API until interrupted. Where: KITH_HOST and KITH_PORT."""
    if workers == 1:
        serve(Settings())
    else:
        _serve_by_many(Settings(), workers)


def serve(settings: Settings) -> None:
    """Serve with these settings, in the foreground."""
    configure(json=not sys.stderr.isatty())
    with opened(settings) as kith:
        app = create_app(settings.api, kith.graph, kith.store)
        _announce(settings)
        uvicorn.run(app, host=settings.host, port=settings.port, **QUIET)


def _serve_by_many(settings: Settings, workers: int) -> None:
    """As :func:`serve`, in several processes. Sessions, limits and audit are in the store, which they share."""
    with opened(settings):  # the schema and the database are there before the first of them starts
        _announce(settings)
    uvicorn.run(
        f"{__name__}:application",
        factory=True,
        workers=workers,
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
    return create_app(settings.api, kith.graph, kith.store)


def _announce(settings: Settings) -> None:
    err.print(f"Kith answers at {settings.api.origin} (stop it with Ctrl-C)", highlight=False)
