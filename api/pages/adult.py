"""The page of an adult in children's lives."""

from __future__ import annotations

from starlette.responses import Response

from api.dates import AskedDates
from api.errors import NotFound
from api.pages.common import dated, page
from api.routing import SignedIn, Uid, page_router
from api.services import people
from graph import reads
from web.contexts.adult import AdultPage

router = page_router()
routers = [router]


@router.get("/adults/{uid}")
def show_adult(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """The children an adult is recorded with, and the adult's addresses."""
    who = people.opened(visit, uid, "adult")
    view = reads.adult(visit.graph, who.scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    if view is None:
        raise NotFound
    stays = people.read_part(visit, who, "addresses", dates)
    events = people.read_part(visit, who, "events", dates)
    moves = reads.moves(visit.graph, who.scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    people.record(visit, who, dates, "adult page", 1)
    view = people.marked(visit, who, view)
    context = AdultPage(**dated(visit, dates), adult=view, addresses=stays, moves=moves, events=events)
    return page("adult", context)
