"""The way in from a case system."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

from api.routes.responses import failures
from api.routing import Anybody, public_router
from api.services import handing_over
from api.shapes import HandoverRequest, HandoverView

router = public_router(prefix="/api/v1", tags=["handover"])
routers = [router]

Key = Annotated[
    str, Header(alias="X-Case-System-Key", max_length=200, description="The key of the case system.")
]


@router.post("/handovers", status_code=201, responses=failures(401, 429))
def begin_handover(visit: Anybody, asked: HandoverRequest, key: Key = "") -> HandoverView:
    """An address that opens one child's page once, within two minutes, for whoever is signed in and may see the child.
    It is given whether or not the child is known."""
    return handing_over.begin(visit, key, asked)
