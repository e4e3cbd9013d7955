"""The quality of the data: coverage, scorecards, conflicts, corrections, what goes back to owners, held deliveries."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from api.routes.responses import DECIDING, READING, failures
from api.routing import SignedIn, Uid, signed_in_router
from api.services import quality
from api.shapes import AnswerRequest, DeliveryDecision, MarkRequest, Outbox
from model.facts import Page
from model.quality import Conflict, Correction, Coverage, HeldDelivery, Said, Scorecard, Unplaced

router = signed_in_router(prefix="/api/v1", tags=["quality"])
routers = [router]

Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=500, description="The next_cursor of the page before.")]
Code = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$", description="Code of a feed or an agency.")]
Entry = Annotated[str, Path(pattern=r"^[0-9a-f]{1,64}$")]


@router.get("/quality/coverage", responses=failures(401, 404))
def coverage(visit: SignedIn) -> Coverage:
    """Which agencies take part, what share of the children of 0 to 18 is in the index, as of when."""
    return quality.coverage(visit)


@router.get("/quality/feeds", responses=failures(401))
def scorecards(visit: SignedIn) -> Page[Scorecard]:
    """The scorecard of every feed. Holds no person; small numbers are left out."""
    return Page[Scorecard](items=quality.scorecards(visit))


@router.get("/quality/feeds/{feed}", responses=failures(401, 404))
def scorecard(visit: SignedIn, feed: Code) -> Scorecard:
    """One feed's scorecard."""
    return quality.scorecard(visit, feed)


@router.get("/quality/conflicts", responses=failures(401, 403))
def conflicts(visit: SignedIn, limit: Limit = 100, cursor: Cursor = None) -> Page[Conflict]:
    """Agencies that disagree about an address, a school, a date of birth or a carer, the oldest first. A steward of one
    agency sees its own side of those that concern it."""
    return quality.conflicts(visit, limit, cursor)


@router.get("/quality/outbox/{agency}", responses=failures(401, 403, 404))
def outbox(visit: SignedIn, agency: Code) -> Outbox:
    """What goes back to an agency: rows put aside, conflicts, contested values, changes told elsewhere. It holds
    nothing that another agency said, and nothing about people whose location is withheld."""
    wanted, items = quality.outbox(visit, agency)
    return Outbox(agency=wanted, items=items)


@router.get("/quality/unplaced", responses=failures(401, 403))
def unplaced(visit: SignedIn, limit: Limit = 100, cursor: Cursor = None) -> Page[Unplaced]:
    """Children without a home that could be placed, the youngest first."""
    return quality.unplaced(visit, limit, cursor)


@router.get("/quality/corrections", responses=failures(401, 403))
def corrections(visit: SignedIn, limit: Limit = 100, cursor: Cursor = None) -> Page[Correction]:
    """Values that were marked wrong: those that wait for their owner first."""
    return quality.corrections(visit, limit, cursor)


@router.post("/quality/corrections/{correction}/answer", responses=DECIDING)
def answer(visit: SignedIn, correction: Entry, asked: AnswerRequest) -> Correction:
    """The owner's answer to a value that was marked wrong."""
    return quality.answer(visit, correction, asked.outcome, asked.answer)


@router.get("/children/{uid}/values", responses=READING)
def values(visit: SignedIn, uid: Uid) -> Page[Said]:
    """What each record says of a child now, value by value."""
    return Page[Said](items=quality.values(visit, uid))


@router.post("/children/{uid}/corrections", status_code=201, responses={**READING, **failures(409)})
def mark(visit: SignedIn, uid: Uid, asked: MarkRequest) -> Correction:
    """Mark a value wrong. It goes to its owner's queue, and the child's page says that it is contested meanwhile."""
    return quality.mark(visit, uid, asked.record, asked.part, asked.claim, asked.note)


@router.get("/deliveries/held", responses=failures(401, 403))
def held(visit: SignedIn) -> Page[HeldDelivery]:
    """Deliveries that wait for a person, why, and what they would change; and what was decided about others."""
    return Page[HeldDelivery](items=quality.held(visit))


@router.post("/deliveries/held/{delivery}/decision", responses=DECIDING)
def decide_delivery(visit: SignedIn, delivery: Entry, asked: DeliveryDecision) -> HeldDelivery:
    """Release or refuse a held delivery. A released one is loaded with the next night."""
    return quality.decide_delivery(visit, delivery, release=asked.release, because=asked.because)
