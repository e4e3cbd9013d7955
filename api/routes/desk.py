"""The steward's desk: pairs of records that wait, why, whom a decision would change, and deciding."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from api.routes.responses import DECIDING, JUDGING, failures
from api.routing import SignedIn, signed_in_router
from api.services import desk
from api.shapes import (
    AlikePreviewRequest,
    AlikeRequest,
    AlikeView,
    ComparisonRequest,
    DecisionRequest,
    Entered,
    PairUndoRequest,
    PreviewRequest,
    TogetherRequest,
)
from graph.waiting_list import Narrowed
from model.desk import DecidedView, EffectView, PairView, QueueItem, Stake, Why
from model.facts import Page

router = signed_in_router(prefix="/api/v1/desk", tags=["desk"])
routers = [router]

Pair = Annotated[
    str, Path(pattern=r"^[0-9a-f]{16}$", description="The name of a pair: tells nothing of its records.")
]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=500, description="The next_cursor of the page before.")]


@router.get("/pairs", responses=failures(401, 403))
def pairs(
    visit: SignedIn,
    limit: Limit = 50,
    cursor: Cursor = None,
    stake: Annotated[Stake | None, Query(description="Only those with this at stake.")] = None,
    feed: Annotated[
        str | None, Query(max_length=40, description="Only those of which this feed holds a record.")
    ] = None,
    child: Annotated[bool | None, Query(description="Only children, or only adults.")] = None,
) -> Page[QueueItem]:
    """Those who wait for a person: a child with an open child protection plan first, then a looked-after child, then
    an open involvement, then the rest; the longest wait first within each. Each item is two people, by the pair of
    their records that comes nearest to one person."""
    return desk.queue(visit, limit, cursor, Narrowed(stake, feed, child)).page


@router.get("/pairs/{pair}", responses=JUDGING)
def pair(visit: SignedIn, pair: Pair) -> PairView:
    """Both records side by side, their households and sources, why, and what was decided before."""
    return desk.pair(visit, pair)


@router.post("/comparisons", responses=JUDGING)
def compare(visit: SignedIn, asked: ComparisonRequest) -> PairView:
    """Any two records side by side. Record keys stay out of addresses: this is a POST."""
    return desk.compare(visit, asked.left, asked.right)


@router.post("/why", responses=JUDGING)
def why(visit: SignedIn, asked: ComparisonRequest) -> Why:
    """Why any two records are, or are not, one person's: rules, weights and words without a value of either record."""
    return desk.why(visit, asked.left, asked.right)


@router.post("/previews", responses=DECIDING)
def preview(visit: SignedIn, asked: PreviewRequest) -> EffectView:
    """Whom a decision would change. Nothing is changed."""
    return desk.effect(visit, asked.left, asked.right, asked.verdict)


@router.post("/decisions", status_code=201, responses=DECIDING)
def decide(visit: SignedIn, asked: DecisionRequest) -> DecidedView:
    """Decide about two records. Refused with 409 where the pair is not as it was when it was looked at."""
    return desk.decide(visit, asked.left, asked.right, asked.verdict, asked.reason, asked.state)


@router.get("/decisions", responses=failures(401, 403))
def decisions(visit: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> Page[DecidedView]:
    """What people have decided, newest first: what stands, what was superseded, what was taken back."""
    return desk.decided(visit, limit, cursor)


@router.post("/pairs/{pair}/undo/preview", responses=DECIDING)
def preview_undo(visit: SignedIn, pair: Pair, asked: TogetherRequest) -> EffectView:
    """Whom taking back would change. Nothing is changed."""
    return desk.effect_of_undo(visit, pair, together=asked.together)


@router.post("/pairs/{pair}/undo", status_code=201, responses=DECIDING)
def undo(visit: SignedIn, pair: Pair, asked: PairUndoRequest) -> DecidedView:
    """Take back what stands about a pair. Nothing is erased: this is an entry of its own."""
    return desk.undo(visit, pair, asked.reason, asked.state, together=asked.together)


@router.get("/pairs/{pair}/alike", responses=JUDGING)
def alike(visit: SignedIn, pair: Pair) -> AlikeView:
    """Pairs that wait on identical evidence, with a sample to look at before deciding on all. None where a child
    with an open plan or a looked-after child is concerned: those are decided one by one."""
    return desk.alike(visit, pair)


@router.post("/pairs/{pair}/alike/preview", responses=DECIDING)
def preview_alike(visit: SignedIn, pair: Pair, asked: AlikePreviewRequest) -> EffectView:
    """Whom one decision on all of them would change. Nothing is changed."""
    return desk.effect_alike(visit, pair, asked.verdict, asked.looked_at)[0]


@router.post("/pairs/{pair}/alike", status_code=201, responses=DECIDING)
def decide_alike(visit: SignedIn, pair: Pair, asked: AlikeRequest) -> Entered:
    """One decision on all pairs that rest on identical evidence."""
    return Entered(entries=desk.decide_alike(visit, pair, asked.verdict, asked.reason, asked.looked_at))
