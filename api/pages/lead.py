"""What a safeguarding lead reviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Path
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import Changed, Invalid
from api.pages.common import GROUND_WORDS, PURPOSE_WORDS, basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import reviews
from api.shapes import MIN_NOTE, ReviewGiven
from api.store.clock import now
from api.store.reviews import Looked, Review, Reviewed
from api.words import agency_words
from graph import reads
from web.contexts.base import FormError
from web.contexts.lead import LeadPage, LookedAt, Refusal, SampledOpening

router = page_router()
forms = form_router()
routers = [router, forms]

AT_ONCE = 100
LOOKED_WORDS = {Looked.IN_ORDER: "In order", Looked.FOLLOWED_UP: "Followed up"}

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Typed = Annotated[str, Form(max_length=2_000)]
Who = tuple[str, str | None]
"""Name and agency of an account."""


@router.get("/lead")
def show_waiting(visit: SignedIn) -> Response:
    """Refused attempts and sampled openings of the lead's own area that nobody has looked at."""
    return _page(visit, waiting=True)


@router.get("/lead/looked-at")
def show_looked_at(visit: SignedIn) -> Response:
    """Those that somebody has looked at, with what came of it."""
    return _page(visit, waiting=False)


@forms.post("/lead/openings/{number}")
def look_at_opening(
    visit: SignedIn, request: Request, number: Number, outcome: Typed = "", note: Typed = ""
) -> Response:
    """Enter that a sampled opening was looked at."""
    return _look(visit, request, Reviewed.OPENING, number, outcome, note)


@forms.post("/lead/refusals/{number}")
def look_at_refusal(
    visit: SignedIn, request: Request, number: Number, outcome: Typed = "", note: Typed = ""
) -> Response:
    """Enter that a refused attempt was looked at."""
    return _look(visit, request, Reviewed.REFUSAL, number, outcome, note)


def _look(visit: Visit, request: Request, kind: Reviewed, number: int, outcome: str, note: str) -> Response:
    field = f"{kind.value}-{number}"
    try:
        given = ReviewGiven.model_validate({"outcome": outcome, "note": note})
    except ValidationError:
        audit_failure(visit, Invalid())
        message = f"Say in {MIN_NOTE} to 500 characters what you did about it."
        return _page(visit, waiting=True, errors=[FormError(field, message)])
    try:
        reviews.look(visit, kind, number, given.outcome, given.note)
    except Changed as error:
        audit_failure(visit, error)
        message = "Somebody else has looked at that one meanwhile; it stands among those looked at."
        return _page(visit, waiting=True, errors=[FormError("content", message)], status=409)
    return see_other(request, "/lead")


def _page(
    visit: Visit, *, waiting: bool, errors: list[FormError] | None = None, status: int = 422
) -> Response:
    refused = reviews.refused(visit, AT_ONCE, waiting=waiting)
    sampled = reviews.sampled(visit, AT_ONCE, waiting=waiting)
    context = LeadPage(
        **basics(visit),
        waiting=waiting,
        refusals=_refusals(visit, refused),
        openings=_openings(visit, sampled),
        errors=errors or [],
    )
    return page("lead", context, status if errors else 200)


def _refusals(visit: Visit, refused: list[reviews.Refusal]) -> list[Refusal]:
    looked = reviews.of(visit, Reviewed.REFUSAL, [each.id for each in refused])
    who = _who(visit, [*(each.username for each in refused), *(review.by for review in looked.values())])
    return [
        Refusal(
            each.at,
            *who.get(each.username, (each.username, None)),
            each.uid,
            GROUND_WORDS[each.ground],
            each.id,
            _looked(who, looked.get(each.id)),
        )
        for each in refused
    ]


def _openings(visit: Visit, sampled: list[reviews.Opening]) -> list[SampledOpening]:
    looked = reviews.of(visit, Reviewed.OPENING, [each.id for each in sampled])
    who = _who(visit, [*(each.username for each in sampled), *(review.by for review in looked.values())])
    kinds = _kinds(visit, [each.uid for each in sampled])
    return [
        SampledOpening(
            each.at,
            *who.get(each.username, (each.username, None)),
            each.uid,
            kinds.get(each.uid),
            PURPOSE_WORDS[each.purpose],
            each.reason,
            each.id,
            _looked(who, looked.get(each.id)),
        )
        for each in sampled
    ]


def _looked(who: dict[str, Who], review: Review | None) -> LookedAt | None:
    if review is None:
        return None
    name, _ = who.get(review.by, (review.by, None))
    return LookedAt(name, review.at, LOOKED_WORDS[review.outcome], review.note)


def _kinds(visit: Visit, uids: list[str]) -> dict[str, str]:
    today = now().date()
    scope = visit.access.scope(visit.account)
    found = reads.person_refs(visit.graph, scope, uids, as_at=today, known_at=today)
    return {uid: person.kind for uid, person in found.items()}


def _who(visit: Visit, usernames: list[str]) -> dict[str, Who]:
    """Username to name and agency, for all of them at once."""
    found = visit.parts.accounts.named(usernames)
    return {username: (account.name, agency_words(account.agency)) for username, account in found.items()}
