"""What a lead reviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from api.context import Visit
from api.routes.children import Cursor
from api.routes.responses import failures
from api.routing import SignedIn, signed_in_router
from api.services import reviews
from api.shapes import RefusalView, ReviewGiven, ReviewView, SampledOpeningView
from api.store.reviews import Review, Reviewed
from model.facts import Page

router = signed_in_router(prefix="/api/v1/audit", tags=["reviews"])
routers = [router]

Limit = Annotated[int, Query(ge=1, le=200)]
Waiting = Annotated[
    bool | None,
    Query(description="True: those that nobody has looked at. False: those that somebody has. Absent: all."),
]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="The id of the opening or the refusal.")]


@router.get("/openings", responses=failures(401, 403))
def sampled_openings(
    visit: SignedIn, limit: Limit = 50, cursor: Cursor = None, waiting: Waiting = None
) -> Page[SampledOpeningView]:
    """Openings sampled for review, of the lead's own area, newest first."""
    found = reviews.sampled(visit, limit, _before(visit, "openings", cursor), waiting)
    looked = reviews.of(visit, Reviewed.OPENING, [each.id for each in found])
    items = [
        SampledOpeningView(
            id=each.id,
            uid=each.uid,
            account=each.username,
            at=each.at,
            day=each.day,
            purpose=each.purpose,
            reason=each.reason,
            review=_review(looked.get(each.id)),
        )
        for each in found
    ]
    last = str(found[-1].id) if len(found) == limit else None
    return Page[SampledOpeningView](
        items=items, next_cursor=visit.parts.cursors.make(_place(visit, "openings"), last)
    )


@router.get("/refusals", responses=failures(401, 403))
def refusals(
    visit: SignedIn, limit: Limit = 50, cursor: Cursor = None, waiting: Waiting = None
) -> Page[RefusalView]:
    """Attempts to open oneself, one's household or family, or a neighbour, of the lead's own area, newest first."""
    found = reviews.refused(visit, limit, _before(visit, "refusals", cursor), waiting)
    looked = reviews.of(visit, Reviewed.REFUSAL, [each.id for each in found])
    items = [
        RefusalView(
            id=each.id,
            uid=each.uid,
            account=each.username,
            at=each.at,
            ground=each.ground.value,
            review=_review(looked.get(each.id)),
        )
        for each in found
    ]
    last = str(found[-1].id) if len(found) == limit else None
    return Page[RefusalView](
        items=items, next_cursor=visit.parts.cursors.make(_place(visit, "refusals"), last)
    )


@router.post("/openings/{number}/review", status_code=201, responses=failures(401, 403, 404, 409))
def review_opening(visit: SignedIn, number: Number, given: ReviewGiven) -> ReviewGiven:
    """Say that you have looked at a sampled opening, and what came of it. Entered once; it stands."""
    reviews.look(visit, Reviewed.OPENING, number, given.outcome, given.note)
    return given


@router.post("/refusals/{number}/review", status_code=201, responses=failures(401, 403, 404, 409))
def review_refusal(visit: SignedIn, number: Number, given: ReviewGiven) -> ReviewGiven:
    """Say that you have looked at a refused attempt, and what came of it. Entered once; it stands."""
    reviews.look(visit, Reviewed.REFUSAL, number, given.outcome, given.note)
    return given


def _review(entry: Review | None) -> ReviewView | None:
    return ReviewView(by=entry.by, at=entry.at, outcome=entry.outcome, note=entry.note) if entry else None


def _place(visit: Visit, name: str) -> tuple[str, ...]:
    return ("reviews", name, visit.account.username)


def _before(visit: Visit, name: str, cursor: str | None) -> int | None:
    position = visit.parts.cursors.read(_place(visit, name), cursor)
    return int(position) if position else None
