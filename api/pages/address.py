"""The page of an address."""

from __future__ import annotations

from starlette.responses import Response

from api.dates import AskedDates
from api.pages.common import dated, page
from api.routing import SignedIn, Uid, page_router
from api.services import places
from web.contexts.address import AddressPage

router = page_router()
routers = [router]


@router.get("/addresses/{uid}")
def show_address(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Who is or was linked to an address."""
    address, families = places.address_families(visit, uid, dates)
    return page("address", AddressPage(**dated(visit, dates), address=address, families=families))
