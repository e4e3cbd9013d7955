"""What a safeguarding lead reviews."""

from __future__ import annotations

from starlette.responses import Response

from api.context import Visit
from api.pages.common import GROUND_WORDS, PURPOSE_WORDS, agency_words, basics, page
from api.routing import SignedIn, page_router
from api.services import reviews
from api.store.clock import now
from graph import reads
from web.contexts.lead import LeadPage, Refusal, SampledOpening

router = page_router()
routers = [router]

AT_ONCE = 100


@router.get("/lead")
def show_lead(visit: SignedIn) -> Response:
    """Refused attempts and sampled openings of the lead's own area."""
    refusals = [
        Refusal(each.at, *_who(visit, each.username), each.uid, GROUND_WORDS[each.ground])
        for each in reviews.refused(visit, AT_ONCE)
    ]
    sampled = reviews.sampled(visit, AT_ONCE)
    kinds = _kinds(visit, [each.uid for each in sampled])
    openings = [
        SampledOpening(
            each.at,
            *_who(visit, each.username),
            each.uid,
            kinds.get(each.uid),
            PURPOSE_WORDS[each.purpose],
            each.reason,
        )
        for each in sampled
    ]
    return page("lead", LeadPage(**basics(visit), refusals=refusals, openings=openings))


def _kinds(visit: Visit, uids: list[str]) -> dict[str, str]:
    today = now().date()
    scope = visit.access.scope(visit.account)
    found = reads.person_refs(visit.graph, scope, uids, as_at=today, known_at=today)
    return {uid: person.kind for uid, person in found.items()}


def _who(visit: Visit, username: str) -> tuple[str, str | None]:
    account = visit.parts.accounts.get(username)
    return (account.name, agency_words(account.agency)) if account else (username, None)
