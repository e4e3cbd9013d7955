"""The address that a case system was given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.requests import Request
from starlette.responses import Response

from api.pages.common import see_other
from api.routing import SignedIn, page_router
from api.services import handing_over

router = page_router()
routers = [router]


@router.get("/handovers/{token}")
def follow_handover(
    visit: SignedIn, request: Request, token: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
) -> Response:
    """To the child's page; the address does not work again."""
    return see_other(request, f"/children/{handing_over.follow(visit, token)}")
