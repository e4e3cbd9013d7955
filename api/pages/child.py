"""The child page, and its tables as CSV."""

from __future__ import annotations

from starlette.responses import Response

from api.dates import AskedDates
from api.errors import NotFound
from api.pages.common import dated, page
from api.routing import SignedIn, Uid, page_router
from api.services import caseload, people
from api.services.tables import as_csv
from api.store.audit import Action
from graph import reads
from web.contexts.child import ChildPage

router = page_router()
routers = [router]


@router.get("/children/{uid}")
def show_child(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Everything that may be shown of one child."""
    who = people.opened(visit, uid, "child")
    view = reads.child(visit.graph, who.scope, uid, as_at=dates.as_at, known_at=dates.known_at)
    if view is None:
        raise NotFound
    context = ChildPage(
        **dated(visit, dates),
        child=people.marked(visit, who, view),
        involvements=people.read_part(visit, who, "involvements", dates),
        siblings=people.read_part(visit, who, "siblings", dates),
        households=people.read_part(visit, who, "household", dates),
        addresses=people.read_part(visit, who, "addresses", dates),
        transient=people.read_part(visit, who, "transient_addresses", dates),
        other_households=people.read_part(visit, who, "other_households", dates),
        schools=people.read_part(visit, who, "schools", dates),
        events=people.read_part(visit, who, "events", dates),
        all_events=who.scope.sees_incidents and who.scope.sees_health,
        registered=caseload.registered_with(visit, who.scope, uid, view.notice),
        opened_for=who.opening.reason,
        contested=people.contested(visit, who),
    )
    people.record(visit, who, dates, "page", 1)
    return page("child", context)


@router.get("/children/{uid}/siblings.csv")
def export_siblings(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Brothers and sisters as CSV."""
    return as_csv("siblings", people.part(visit, uid, "siblings", dates, Action.EXPORT))


@router.get("/children/{uid}/household.csv")
def export_household(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """The homes and who lives there as CSV."""
    return as_csv("household", people.part(visit, uid, "household", dates, Action.EXPORT))


@router.get("/children/{uid}/addresses.csv")
def export_addresses(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Address history as CSV."""
    return as_csv("addresses", people.part(visit, uid, "addresses", dates, Action.EXPORT))


@router.get("/children/{uid}/involvements.csv")
def export_involvements(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Involvements as CSV."""
    return as_csv("involvements", people.part(visit, uid, "involvements", dates, Action.EXPORT))


@router.get("/children/{uid}/schools.csv")
def export_schools(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """School history as CSV."""
    return as_csv("schools", people.part(visit, uid, "schools", dates, Action.EXPORT))


@router.get("/children/{uid}/events.csv")
def export_events(visit: SignedIn, uid: Uid, dates: AskedDates) -> Response:
    """Events as CSV."""
    return as_csv("events", people.part(visit, uid, "events", dates, Action.EXPORT))
