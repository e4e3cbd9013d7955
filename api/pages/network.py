"""The network of a child, drawn and as a table."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.access import ROLES, Can
from api.dates import AskedDates
from api.narrowing import AskedNarrowing
from api.pages.common import dated, page
from api.routing import SignedIn, Uid, page_router
from api.services import people
from api.services.tables import network_csv
from api.store.audit import Action
from graph import reads
from web.contexts.network import NetworkPage

router = page_router()
routers = [router]

Depth = Annotated[int, Query(ge=1, le=3)]


@router.get("/children/{uid}/network")
def show_network(
    visit: SignedIn, uid: Uid, dates: AskedDates, narrowing: AskedNarrowing, depth: Depth = 1
) -> Response:
    """The neighbourhood of a child, one step first."""
    found = people.network(visit, uid, depth, dates, narrowing=narrowing)
    name = next((node.label for node in found.nodes if node.uid == found.start), "")
    scope = visit.access.scope(visit.account)
    context = NetworkPage(
        **dated(visit, dates),
        uid=uid,
        name=name,
        network=found,
        narrowing=narrowing,
        agencies=reads.agencies(visit.graph, scope, as_at=dates.as_at, known_at=dates.known_at),
        behind=reads.behind() if Can.REVIEW in ROLES[visit.account.role] else [],
    )
    return page("network", context)


@router.get("/children/{uid}/network.csv")
def export_network(
    visit: SignedIn, uid: Uid, dates: AskedDates, narrowing: AskedNarrowing, depth: Depth = 1
) -> Response:
    """The links of the network as CSV."""
    return network_csv(people.network(visit, uid, depth, dates, Action.EXPORT, narrowing))
