"""How two people are linked."""

from __future__ import annotations

from starlette.responses import Response

from api.dates import AskedDates
from api.pages.common import dated, page
from api.routes.links import From, To
from api.routing import SignedIn, page_router
from api.services import places
from web.contexts.path import PathPage

router = page_router()
routers = [router]


@router.get("/paths")
def show_paths(visit: SignedIn, start: From, to: To, dates: AskedDates) -> Response:
    """The shortest links between two people, in sentences."""
    found = places.paths(visit, start, to, dates)
    ends = [places.person_ref(visit, uid) for uid in (start, to)]
    return page("path", PathPage(**dated(visit, dates), start=ends[0], end=ends[1], paths=found))
