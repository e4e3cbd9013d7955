"""How fresh the index is."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.pages.common import basics, page
from api.routes.deliveries import read_deliveries, read_feeds
from api.routing import SignedIn, page_router
from web.contexts.deliveries import DeliveriesPage

router = page_router()
routers = [router]

AT_ONCE = 50


@router.get("/deliveries")
def show_deliveries(visit: SignedIn, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    """Each feed's age and the deliveries."""
    found = read_deliveries(visit, AT_ONCE, cursor)
    following = f"/deliveries?cursor={found.next_cursor}" if found.next_cursor else None
    context = DeliveriesPage(**basics(visit), feeds=read_feeds(visit), deliveries=found, next_url=following)
    return page("deliveries", context)
