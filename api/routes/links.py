"""Addresses and paths."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from api.dates import AskedDates
from api.routes.children import Cursor, Limit
from api.routes.responses import READING, failures
from api.routing import SignedIn, Uid, signed_in_router
from api.services import places
from model.facts import Fact, Page
from model.views import Path, Stay

router = signed_in_router(prefix="/api/v1", tags=["links"])
routers = [router]

UID_PATTERN = r"^[A-Za-z0-9_-]{1,64}$"
From = Annotated[str, Query(alias="from", pattern=UID_PATTERN)]
To = Annotated[str, Query(pattern=UID_PATTERN)]


@router.get("/paths", responses=READING)
def paths(visit: SignedIn, start: From, to: To, dates: AskedDates) -> Page[Path]:
    """How two people are linked, shortest first. Both have to be open today."""
    return Page[Path](items=places.paths(visit, start, to, dates))


@router.get("/addresses/{uid}/people", responses=failures(401, 404))
def people_of_address(
    visit: SignedIn, uid: Uid, dates: AskedDates, limit: Limit = 100, cursor: Cursor = None
) -> Page[Fact[Stay]]:
    """The people of an address over time, for those who have one of them open today."""
    _, stays = places.address_people(visit, uid, dates)
    return visit.parts.cursors.part(("address", visit.account.username, uid), stays, cursor, limit)
