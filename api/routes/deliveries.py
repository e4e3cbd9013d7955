"""How fresh the index is."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from api.context import Visit
from api.routes.children import Cursor
from api.routes.responses import failures
from api.routing import SignedIn, signed_in_router
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.facts import Feed, Page
from model.views import DeliveryView

router = signed_in_router(prefix="/api/v1", tags=["deliveries"])
routers = [router]


@router.get("/deliveries", responses=failures(401))
def deliveries(
    visit: SignedIn, limit: Annotated[int, Query(ge=1, le=100)] = 50, cursor: Cursor = None
) -> Page[DeliveryView]:
    """Deliveries, newest first. Holds no person."""
    return read_deliveries(visit, limit, cursor)


@router.get("/feeds", responses=failures(401))
def feeds(visit: SignedIn) -> Page[Feed]:
    """Every feed, and how old its latest delivery is."""
    return Page[Feed](items=read_feeds(visit))


def read_deliveries(visit: Visit, limit: int, cursor: str | None) -> Page[DeliveryView]:
    """One page of deliveries."""
    visit.intends(Action.READ)
    parts, place = visit.parts, ("deliveries", visit.account.username)
    found = reads.deliveries(visit.graph, limit, parts.cursors.read(place, cursor))
    visit.record(count=len(found.items), details={"part": "deliveries"})
    return found.model_copy(update={"next_cursor": parts.cursors.make(place, found.next_cursor)})


def read_feeds(visit: Visit) -> list[Feed]:
    """Every feed the index knows of."""
    visit.intends(Action.READ)
    found = reads.feeds(visit.graph, now().date())
    visit.record(count=len(found), details={"part": "feeds"})
    return list(found)
