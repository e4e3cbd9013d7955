"""The web application: the JSON API under /api/v1 and the pages, over one graph and one store."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

import api.pages
import api.routes
from api import problems
from api.context import Parts
from api.envelope import Envelope
from api.openapi import describe
from api.settings import ApiSettings
from api.stewardship import OpenDesk
from api.store import Store
from graph.gateway import Graph

OPENAPI = "/api/v1/openapi.json"


def create_app(
    settings: ApiSettings, graph: Graph, store: Store, open_desk: OpenDesk | None = None
) -> FastAPI:
    """The application. ``graph`` and ``store`` are the caller's, who opens and closes them; ``open_desk`` opens the way
    in for decisions of data stewards, anew for each."""
    parts = Parts(settings, graph, store, open_desk)
    app = FastAPI(
        title="Kith",
        version="1",
        description="A relationship index for child safeguarding: who is involved with a child, since when, says who.",
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.parts = parts
    problems.install(app)
    app.add_middleware(Envelope, parts=parts)
    for package in (api.routes, api.pages):
        for router in routers(package):
            app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(str(files("web") / "static"))), name="static")
    describe(app)
    return app


def routers(package: ModuleType) -> Iterator[APIRouter]:
    """The routers of every module in a package: a new page or subject is a new file."""
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        yield from getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "routers", ())
