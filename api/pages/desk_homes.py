"""Addresses on the steward's desk as pages: find two, look, see what a decision makes of them, decide, take back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import ApiError, Changed, Invalid, NotFound
from api.pages.common import basics, page, see_other
from api.pages.desk import Key, Pair, Typed, given_state, wrong_reason
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import desk_homes
from model.desk_homes import HomePairView, JudgedHome
from model.judging import NO_HOMES, HomeVerdict
from web.contexts.base import FormError
from web.contexts.desk_home_check import DeskHomeCheckPage
from web.contexts.desk_home_pair import DeskHomePairPage
from web.contexts.desk_homes import DeskHomesPage

router = page_router()
forms = form_router()
routers = [router, forms]

SHOWN = 50


@router.get("/desk/addresses")
def show_homes(visit: SignedIn) -> Response:
    """Addresses that are written alike, what was decided, and the way to any two."""
    return _start(visit)


@forms.post("/desk/addresses")
def find(visit: SignedIn, postcode: Typed = "") -> Response:
    """The addresses of a postcode, to choose two of."""
    try:
        return _start(visit, found=desk_homes.of_postcode(visit, postcode))
    except Invalid as error:
        audit_failure(visit, error)
        return _start(visit, errors=[FormError(field, message) for field, message in error.fields])


@forms.post("/desk/addresses/compare")
def compare(visit: SignedIn, left: Key = "", right: Key = "") -> Response:
    """Two addresses side by side."""
    try:
        return _pair(visit, desk_homes.compare(visit, left.strip(), right.strip()))
    except (NotFound, Invalid) as error:
        audit_failure(visit, error)
        same = left.strip() == right.strip() != ""
        return _start(visit, errors=[FormError("left", "Choose two addresses." if same else NO_HOMES)])


@router.get("/desk/addresses/pairs/{pair}")
def show_pair(visit: SignedIn, pair: Pair) -> Response:
    """Two addresses that somebody decided about."""
    return _pair(visit, desk_homes.pair(visit, pair))


@forms.post("/desk/addresses/check")
def check(
    visit: SignedIn,
    left: Key = "",
    right: Key = "",
    state: Typed = "",
    verdict: Typed = "",
    reason: Typed = "",
) -> Response:
    """What a decision would make of the two, before it is taken."""
    errors = wrong_reason(reason, verdict)
    if errors:
        audit_failure(visit, Invalid())
        return _pair(visit, desk_homes.compare(visit, left, right), reason, errors)
    try:
        effect = desk_homes.effect(visit, left, right, _verdict(verdict))
    except (Invalid, Changed) as error:
        return _again(visit, left, right, reason, error)
    context = DeskHomeCheckPage(
        **basics(visit), left=left, right=right, state=given_state(state), verdict=verdict, reason=reason.strip(),
        effect=effect,
    )  # fmt: skip
    return page("desk_home_check", context)


@forms.post("/desk/addresses/decisions")
def decide(
    visit: SignedIn, request: Request, left: Key = "", right: Key = "", state: Typed = "", verdict: Typed = "",
    reason: Typed = "",
) -> Response:  # fmt: skip
    """Take the decision, then look at the two again."""
    errors = wrong_reason(reason, verdict)
    if errors:
        raise Invalid([(each.field, each.message) for each in errors])
    try:
        done = desk_homes.decide(visit, left, right, _verdict(verdict), reason.strip(), given_state(state))
    except (Changed, Invalid) as error:
        return _again(visit, left, right, reason, error)
    return see_other(request, f"/desk/addresses/pairs/{done.pair}")


@forms.post("/desk/addresses/pairs/{pair}/undo")
def undo(visit: SignedIn, request: Request, pair: Pair, state: Typed = "", reason: Typed = "") -> Response:
    """Take back what stands about two addresses, then look at them again."""
    errors = wrong_reason(reason, "same", field="undo_reason")
    if errors:
        audit_failure(visit, Invalid())
        return _pair(visit, desk_homes.pair(visit, pair), errors=errors)
    desk_homes.undo(visit, pair, reason.strip(), given_state(state))
    return see_other(request, f"/desk/addresses/pairs/{pair}")


def _verdict(text: str) -> HomeVerdict:
    if text == "unsure":
        raise Invalid([("reason", "Choose one of the decisions.")])
    return "same" if text == "same" else "different"


def _start(
    visit: Visit, found: list[JudgedHome] | None = None, errors: list[FormError] | None = None
) -> Response:
    context = DeskHomesPage(
        **basics(visit),
        alike=desk_homes.alike(visit)[:SHOWN],
        decisions=desk_homes.decided(visit, SHOWN, None).items,
        found=found,
        errors=errors or [],
    )
    return page("desk_homes", context, 422 if errors else 200)


def _pair(
    visit: Visit,
    view: HomePairView,
    reason: str = "",
    errors: list[FormError] | None = None,
    status: int = 422,
) -> Response:
    context = DeskHomePairPage(**basics(visit), pair=view, reason=reason, errors=errors or [])
    return page("desk_home_pair", context, status if errors else 200)


def _again(visit: Visit, left: str, right: str, reason: str, error: ApiError) -> Response:
    """The two as they are now, with what was typed: somebody was faster, or there is nothing to decide."""
    audit_failure(visit, error)
    visit.forget()
    message = error.fields[0][1] if isinstance(error, Invalid) and error.fields else error.detail
    return _pair(visit, desk_homes.compare(visit, left, right), reason, [FormError("reason", message)], 409)
