"""Decisions not to share, for leads."""

from __future__ import annotations

from starlette.responses import Response

from api.pages.common import basics, page
from api.routing import SignedIn, page_router
from api.services.reviews import not_shared
from web.contexts.not_shared import NotSharedPage

router = page_router()
routers = [router]


@router.get("/not-shared")
def show_not_shared(visit: SignedIn) -> Response:
    """What was asked for and not shared: of the lead's agency, or of all for a lead of the hub."""
    return page("not_shared", NotSharedPage(**basics(visit), decisions=not_shared(visit, 200)))
