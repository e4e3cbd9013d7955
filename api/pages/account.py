"""One's own account."""

from __future__ import annotations

from starlette.responses import Response

from api.errors import SignInNeeded
from api.pages.common import PURPOSE_WORDS, basics, page
from api.routing import SignedIn, page_router
from api.store.clock import now
from graph import reads
from web.contexts.account import AccountPage, OpenedToday

router = page_router()
routers = [router]


@router.get("/account")
def show_account(visit: SignedIn) -> Response:
    """What the account may do, and what it opened today."""
    session = visit.session
    if session is None:
        raise SignInNeeded
    account = session.account
    openings = visit.parts.openings.of_today(account.username)
    today = now().date()
    people = reads.person_refs(
        visit.graph,
        visit.access.scope(account),
        (each.uid for each in openings),
        as_at=today,
        known_at=today,
    )
    opened = [
        OpenedToday(people.get(each.uid), each.at, PURPOSE_WORDS[each.purpose], each.reason)
        for each in openings
    ]
    services = reads.service_names(visit.graph, visit.access.scope(account), account.services)
    visit.record(subjects=tuple(people), count=len(opened), details={"part": "account"})
    context = AccountPage(
        **basics(visit),
        username=account.username,
        services=sorted(services.get(key, key) for key in account.services),
        clearances=[clearance.value.capitalize() for clearance in sorted(account.clearances)],
        signed_in_at=session.created_at,
        session_ends_at=session.expires_at,
        opened_today=opened,
    )
    return page("account", context)
