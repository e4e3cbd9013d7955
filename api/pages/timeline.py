"""The timeline, the family tree and the map of services of a child."""

from __future__ import annotations

import datetime as dt

from starlette.responses import Response

from api.context import Visit
from api.dates import AskedDates, Dates
from api.errors import NotFound
from api.pages.common import dated, page
from api.routing import SignedIn, Uid, page_router
from api.services import people
from api.services.caseload import registered_with
from graph import reads
from model.facts import Fact
from model.views import ChildView, Stay
from web.contexts.family import FamilyPage
from web.contexts.timeline import TimelinePage

router = page_router()
routers = [router]

MOST_HOMES = 12
"""Homes of whose residents a timeline tells, the latest first."""


@router.get("/children/{uid}/timeline")
def show_timeline(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """What was so when, with the child's age."""
    who = people.opened(visit, uid, "child")
    child = _child(visit, who, dates)
    addresses = people.read_part(visit, who, "addresses", dates)
    context = TimelinePage(
        **dated(visit, dates),
        child=child,
        addresses=addresses,
        residents=_residents(visit, who, addresses, dates),
        moves=reads.moves(visit.graph, who.scope, uid, as_at=dates.as_at, known_at=dates.known_at),
        schools=people.read_part(visit, who, "schools", dates),
        involvements=people.read_part(visit, who, "involvements", dates),
        registered=[
            one
            for one in registered_with(visit, who.scope, uid, child.notice, past=True)
            if one.since <= min(dates.as_at, dates.known_at)
        ],
        events=people.read_part(visit, who, "events", dates),
    )
    people.record(visit, who, dates, "timeline", 1)
    return page("timeline", context)


@router.get("/children/{uid}/family")
def show_family(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Family tree and map of services, drawn from the same lists as the child's page."""
    who = people.opened(visit, uid, "child")
    context = FamilyPage(
        **dated(visit, dates),
        child=_child(visit, who, dates),
        siblings=people.read_part(visit, who, "siblings", dates),
        households=people.read_part(visit, who, "household", dates),
        other_households=people.read_part(visit, who, "other_households", dates),
        involvements=people.read_part(visit, who, "involvements", dates),
        schools=people.read_part(visit, who, "schools", dates),
    )
    people.record(visit, who, dates, "family", 1)
    return page("family", context)


def _child(visit: Visit, who: people.Opened, dates: Dates) -> ChildView:
    view = reads.child(visit.graph, who.scope, who.uid, as_at=dates.as_at, known_at=dates.known_at)
    if view is None:
        raise NotFound
    return view


def _residents(visit: Visit, who: people.Opened, own: list[Fact[Stay]], dates: Dates) -> list[Fact[Stay]]:
    """Those of the household at each of the child's homes while the child lived there."""
    times: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for fact in own:
        if fact.value.household_member and fact.value.address is not None:
            times.setdefault(fact.value.address.uid, []).append(_span(fact, dates.as_at))
    found = []
    for address in list(times)[:MOST_HOMES]:
        stays = reads.people_of_address(
            visit.graph, who.scope, address, as_at=dates.as_at, known_at=dates.known_at
        )
        for fact in stays:
            first, last = _span(fact, dates.as_at)
            together = any(first <= until and start <= last for start, until in times[address])
            if fact.value.person.uid != who.uid and fact.value.household_member and together:
                found.append(fact)
    return found


def _span(fact: Fact[Stay], as_at: dt.date) -> tuple[dt.date, dt.date]:
    return fact.value.joined or fact.from_ or dt.date.min, fact.value.left or fact.to or as_at
