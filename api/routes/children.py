"""Children and adults: finding, opening, reading."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from api.access import Kind
from api.context import Visit
from api.dates import AskedDates, Dates
from api.narrowing import AskedNarrowing
from api.routes.responses import CHANGING, READING, failures
from api.routing import SignedIn, Uid, signed_in_router
from api.services import people
from api.services.search import search
from api.shapes import OpeningRequest, OpeningView, SearchQuestion
from model.facts import Fact, Page
from model.views import (
    AdultView,
    ChildView,
    Event,
    Household,
    Involvement,
    Network,
    SchoolStay,
    SearchHit,
    Sibling,
    Stay,
    TransientAddress,
)

router = signed_in_router(prefix="/api/v1", tags=["people"])
routers = [router]

Depth = Annotated[int, Query(ge=1, le=3, description="Steps from the child.")]
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=500, description="The next_cursor of the page before.")]


@router.post("/children/search", responses=failures(401, 403, 429))
def search_children(visit: SignedIn, question: SearchQuestion) -> Page[SearchHit]:
    """Find children by name, date of birth or postcode. Names stay out of addresses: this is a POST."""
    return search(visit, question)


@router.post("/children/{uid}/openings", status_code=201, responses=CHANGING)
def open_child(visit: SignedIn, uid: Uid, asked: OpeningRequest) -> OpeningView:
    """Open a child for today, for a purpose and a reason."""
    return _open(visit, uid, "child", asked)


@router.post("/adults/{uid}/openings", status_code=201, responses=CHANGING)
def open_adult(visit: SignedIn, uid: Uid, asked: OpeningRequest) -> OpeningView:
    """Open an adult for today, for a purpose and a reason."""
    return _open(visit, uid, "adult", asked)


@router.get("/children/{uid}", responses=READING)
def child(visit: SignedIn, uid: Uid, dates: AskedDates) -> ChildView:
    """A child without its lists."""
    return people.child(visit, uid, dates)


@router.get("/adults/{uid}", responses=READING)
def adult(visit: SignedIn, uid: Uid, dates: AskedDates) -> AdultView:
    """An adult in children's lives."""
    return people.adult(visit, uid, dates)


@router.get("/children/{uid}/siblings", responses=READING)
def siblings(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Sibling]:
    """Brothers, sisters and children who live together, each with its basis."""
    return _part(visit, uid, "siblings", dates, limit, cursor)


@router.get("/children/{uid}/household", responses=READING)
def household(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Household]:
    """The child's homes as at a date, with who joined and left in the year before."""
    return _part(visit, uid, "household", dates, limit, cursor)


@router.get("/children/{uid}/addresses", responses=READING)
def addresses(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Fact[Stay]]:
    """Address history, newest first."""
    return _part(visit, uid, "addresses", dates, limit, cursor)


@router.get("/children/{uid}/transient-addresses", responses=READING)
def transient_addresses(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[TransientAddress]:
    """Addresses of short stays, temporary accommodation, and those many families pass through."""
    return _part(visit, uid, "transient_addresses", dates, limit, cursor)


@router.get("/children/{uid}/other-households", responses=READING)
def other_households(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Fact[Stay]]:
    """Where else the child's carers are carers."""
    return _part(visit, uid, "other_households", dates, limit, cursor)


@router.get("/children/{uid}/involvements", responses=READING)
def involvements(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Fact[Involvement]]:
    """Agency involvements, open first."""
    return _part(visit, uid, "involvements", dates, limit, cursor)


@router.get("/children/{uid}/schools", responses=READING)
def schools(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Fact[SchoolStay]]:
    """School history, current first."""
    return _part(visit, uid, "schools", dates, limit, cursor)


@router.get("/children/{uid}/events", responses=READING)
def events(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Fact[Event]]:
    """Events the child was party to that exist for the reader, latest first."""
    return _part(visit, uid, "events", dates, limit, cursor)


@router.get("/children/{uid}/network", responses=READING)
def network(
    visit: SignedIn, uid: Uid, dates: AskedDates, narrowing: AskedNarrowing, depth: Depth = 2
) -> Network:
    """The neighbourhood of a child to a chosen depth; hubs are shown and not walked through."""
    return people.network(visit, uid, depth, dates, narrowing=narrowing)


def _part(
    visit: Visit, uid: str, name: people.Part, dates: Dates, limit: int, cursor: str | None
) -> Page[Any]:
    place = (name, visit.account.username, uid)
    return visit.parts.cursors.part(place, people.part(visit, uid, name, dates), cursor, limit)


def _open(visit: Visit, uid: str, kind: Kind, asked: OpeningRequest) -> OpeningView:
    opening = people.open_person(visit, uid, kind, asked.purpose, asked.reason)
    return OpeningView(
        uid=opening.uid,
        account=opening.username,
        at=opening.at,
        day=opening.day,
        purpose=opening.purpose,
        reason=opening.reason,
    )
