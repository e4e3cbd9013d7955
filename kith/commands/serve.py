"""``kith serve``: the web application and the JSON API."""

from __future__ import annotations

import sys

import uvicorn

from api.app import create_app
from api.logs import configure
from kith.composition import opened
from kith.console import err
from kith.settings import Settings


def command() -> None:
    """Serve the pages and the JSON API until interrupted. Where: KITH_HOST and KITH_PORT."""
    serve(Settings())


def serve(settings: Settings) -> None:
    """Serve with these settings, in the foreground."""
    configure(json=not sys.stderr.isatty())
    with opened(settings) as kith:
        app = create_app(settings.api, kith.graph, kith.store)
        err.print(f"Kith answers at {settings.api.origin} (stop it with Ctrl-C)", highlight=False)
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
        )
