"""The steward's desk for addresses: two that may be one home, what a decision would make of them, and deciding."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from api.routes.responses import DECIDING, JUDGING, failures
from api.routing import SignedIn, signed_in_router
from api.services import desk_homes
from api.shapes import (
    HomesDecisionRequest,
    HomesPreviewRequest,
    HomesRequest,
    PostcodeRequest,
    UndoRequest,
)
from model.desk_homes import HomeDecidedView, HomeEffectView, HomePairView, JudgedHome
from model.facts import Page

router = signed_in_router(prefix="/api/v1/desk/addresses", tags=["desk"])
routers = [router]

Pair = Annotated[
    str, Path(pattern=r"^[0-9a-f]{16}$", description="The name of two addresses that were decided about.")
]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=500, description="The next_cursor of the page before.")]


@router.get("/alike", responses=failures(401, 403))
def alike(visit: SignedIn) -> list[list[JudgedHome]]:
    """Addresses that are written alike and stand apart, because agencies give them different UPRNs."""
    return desk_homes.alike(visit)


@router.post("/search", responses=failures(401, 403))
def search(visit: SignedIn, asked: PostcodeRequest) -> list[JudgedHome]:
    """The addresses of a postcode. A postcode stays out of addresses: this is a POST."""
    return desk_homes.of_postcode(visit, asked.postcode)


@router.post("/comparisons", responses=JUDGING)
def compare(visit: SignedIn, asked: HomesRequest) -> HomePairView:
    """Two addresses side by side."""
    return desk_homes.compare(visit, asked.left, asked.right)


@router.post("/previews", responses=DECIDING)
def preview(visit: SignedIn, asked: HomesPreviewRequest) -> HomeEffectView:
    """What a decision would make of the two. Nothing is changed."""
    return desk_homes.effect(visit, asked.left, asked.right, asked.verdict)


@router.post("/decisions", status_code=201, responses=DECIDING)
def decide(visit: SignedIn, asked: HomesDecisionRequest) -> HomeDecidedView:
    """Decide about two addresses. Refused with 409 where they are not as they were when they were looked at."""
    return desk_homes.decide(visit, asked.left, asked.right, asked.verdict, asked.reason, asked.state)


@router.get("/decisions", responses=failures(401, 403))
def decisions(visit: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> Page[HomeDecidedView]:
    """What people have decided about addresses, newest first."""
    return desk_homes.decided(visit, limit, cursor)


@router.get("/pairs/{pair}", responses=JUDGING)
def pair(visit: SignedIn, pair: Pair) -> HomePairView:
    """Two addresses that somebody decided about."""
    return desk_homes.pair(visit, pair)


@router.post("/pairs/{pair}/undo", status_code=201, responses=DECIDING)
def undo(visit: SignedIn, pair: Pair, asked: UndoRequest) -> HomeDecidedView:
    """Take back what stands about two addresses. Nothing is erased: this is an entry of its own."""
    return desk_homes.undo(visit, pair, asked.reason, asked.state)
