"""What a lead reviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from api.context import Visit
from api.routes.children import Cursor
from api.routes.responses import failures
from api.routing import SignedIn, signed_in_router
from api.services import reviews
from api.shapes import OpeningView, RefusalView
from model.facts import Page

router = signed_in_router(prefix="/api/v1/audit", tags=["reviews"])
routers = [router]

Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/openings", responses=failures(401, 403))
def sampled_openings(visit: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> Page[OpeningView]:
    """Openings sampled for review, of the lead's own area, newest first."""
    found = reviews.sampled(visit, limit, _before(visit, "openings", cursor))
    items = [
        OpeningView(
            uid=each.uid,
            account=each.username,
            at=each.at,
            day=each.day,
            purpose=each.purpose,
            reason=each.reason,
        )
        for each in found
    ]
    last = str(found[-1].id) if len(found) == limit else None
    return Page[OpeningView](
        items=items, next_cursor=visit.parts.cursors.make(_place(visit, "openings"), last)
    )


@router.get("/refusals", responses=failures(401, 403))
def refusals(visit: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> Page[RefusalView]:
    """Attempts to open oneself, one's household or family, or a neighbour, of the lead's own area, newest first."""
    found = reviews.refused(visit, limit, _before(visit, "refusals", cursor))
    items = [
        RefusalView(uid=each.uid, account=each.username, at=each.at, ground=each.ground.value)
        for each in found
    ]
    last = str(found[-1].id) if len(found) == limit else None
    return Page[RefusalView](
        items=items, next_cursor=visit.parts.cursors.make(_place(visit, "refusals"), last)
    )


def _place(visit: Visit, name: str) -> tuple[str, ...]:
    return ("reviews", name, visit.account.username)


def _before(visit: Visit, name: str, cursor: str | None) -> int | None:
    position = visit.parts.cursors.read(_place(visit, name), cursor)
    return int(position) if position else None
