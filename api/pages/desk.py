"""The steward's desk as pages: look, see whom a decision would change, decide, take back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Path, Query
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import ApiError, Changed, Invalid, NotFound
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import desk
from api.shapes import PairState, Reason
from model.desk import PairView, Stake
from model.judging import NO_PAIR, VERDICTS, Verdict
from web.contexts.base import FormError
from web.contexts.desk import AtStake, DeskPage
from web.contexts.desk_alike import DeskAlikePage
from web.contexts.desk_check import DeskCheckPage
from web.contexts.desk_decisions import DeskDecisionsPage
from web.contexts.desk_pair import DeskPairPage

router = page_router()
forms = form_router()
routers = [router, forms]

AT_ONCE = 50
_REASON: TypeAdapter[str] = TypeAdapter(Reason)
_STATE: TypeAdapter[str] = TypeAdapter(PairState)
_VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)

Pair = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Key = Annotated[str, Form(max_length=200, pattern=r"^[^\x00]*$")]
Typed = Annotated[str, Form(max_length=2_000)]
Cursor = Annotated[str | None, Query(max_length=500)]


@router.get("/desk")
def show_queue(visit: SignedIn, cursor: Cursor = None) -> Response:
    """The pairs that wait."""
    return _queue(visit, cursor, [])


@router.get("/desk/decisions")
def show_decisions(visit: SignedIn, cursor: Cursor = None) -> Response:
    """What has been decided."""
    found = desk.decided(visit, AT_ONCE, cursor)
    more = f"/desk/decisions?cursor={found.next_cursor}" if found.next_cursor else None
    return page("desk_decisions", DeskDecisionsPage(**basics(visit), decisions=found.items, next_url=more))


@router.get("/desk/pairs/{pair}")
def show_pair(visit: SignedIn, pair: Pair) -> Response:
    """Two records side by side."""
    return _pair(visit, desk.pair(visit, pair))


@forms.post("/desk/compare")
def compare(visit: SignedIn, left: Key = "", right: Key = "") -> Response:
    """Any two records; what cannot be found is said beside the form."""
    try:
        return _pair(visit, desk.compare(visit, left.strip(), right.strip()))
    except NotFound as error:
        audit_failure(visit, error)
        return _queue(visit, None, [FormError("left", NO_PAIR)])


@forms.post("/desk/check")
def check(
    visit: SignedIn,
    left: Key = "",
    right: Key = "",
    state: Typed = "",
    verdict: Typed = "",
    reason: Typed = "",
) -> Response:
    """Whom a decision would change, before it is taken."""
    errors = wrong_reason(reason, verdict)
    if errors:
        audit_failure(visit, Invalid())
        return _pair(visit, desk.compare(visit, left, right), reason, errors)
    decided = _VERDICT.validate_python(verdict)
    effect = desk.effect(visit, left, right, decided)
    context = DeskCheckPage(
        **basics(visit),
        left=left,
        right=right,
        state=given_state(state),
        verdict=verdict,
        reason=reason.strip(),
        effect=effect,
    )
    return page("desk_check", context)


@forms.post("/desk/decisions")
def decide(
    visit: SignedIn, request: Request, left: Key = "", right: Key = "", state: Typed = "", verdict: Typed = "",
    reason: Typed = "",
) -> Response:  # fmt: skip
    """Take the decision, then look at what has been decided."""
    errors = wrong_reason(reason, verdict)
    if errors:
        raise Invalid([(each.field, each.message) for each in errors])
    try:
        desk.decide(visit, left, right, _VERDICT.validate_python(verdict), reason.strip(), given_state(state))
    except Changed as error:
        return _again(visit, left, right, reason, error)
    return see_other(request, "/desk/decisions")


@forms.post("/desk/pairs/{pair}/undo")
def undo(visit: SignedIn, request: Request, pair: Pair, state: Typed = "", reason: Typed = "") -> Response:
    """Take back what stands about a pair, then look at it again."""
    errors = wrong_reason(reason, "unsure", field="undo_reason")
    if errors:
        audit_failure(visit, Invalid())
        return _pair(visit, desk.pair(visit, pair), errors=errors)
    desk.undo(visit, pair, reason.strip(), given_state(state))
    return see_other(request, f"/desk/pairs/{pair}")


@router.get("/desk/pairs/{pair}/alike")
def show_alike(visit: SignedIn, pair: Pair) -> Response:
    """Pairs on the same evidence, with a sample."""
    return _alike(visit, pair)


@forms.post("/desk/pairs/{pair}/alike")
def decide_alike(
    visit: SignedIn,
    request: Request,
    pair: Pair,
    looked_at: Typed = "",
    verdict: Typed = "",
    reason: Typed = "",
) -> Response:
    """One decision on all of them."""
    errors = wrong_reason(reason, verdict)
    if errors:
        audit_failure(visit, Invalid())
        return _alike(visit, pair, reason, errors)
    desk.decide_alike(visit, pair, _VERDICT.validate_python(verdict), reason.strip(), given_state(looked_at))
    return see_other(request, "/desk/decisions")


def wrong_reason(reason: str, verdict: str, field: str = "reason") -> list[FormError]:
    """What is wrong with a reason and a verdict as they were typed."""
    errors = []
    if verdict not in VERDICTS:
        errors.append(FormError(field, "Choose one of the decisions."))
    try:
        _REASON.validate_python(reason)
    except ValidationError:
        errors.append(FormError(field, "Give a reason of 5 to 500 characters."))
    return errors


def given_state(text: str) -> str:
    """The state that a form sent back. Raises Invalid."""
    try:
        return _STATE.validate_python(text)
    except ValidationError:
        raise Invalid([("state", "Load the page again and repeat what you did.")]) from None


def _queue(visit: Visit, cursor: str | None, errors: list[FormError]) -> Response:
    found, counts = desk.queue(visit, AT_ONCE, cursor)
    context = DeskPage(
        **basics(visit),
        waiting=[AtStake(stake, counts[stake]) for stake in Stake if counts.get(stake)],
        pairs=found.items,
        next_url=f"/desk?cursor={found.next_cursor}" if found.next_cursor else None,
        errors=errors,
    )
    return page("desk", context, 422 if errors else 200)


def _pair(
    visit: Visit, view: PairView, reason: str = "", errors: list[FormError] | None = None, status: int = 422
) -> Response:
    context = DeskPairPage(
        **basics(visit),
        pair=view,
        alike=desk.has_alike(visit, view.pair),
        reason=reason,
        errors=errors or [],
    )
    return page("desk_pair", context, status if errors else 200)


def _again(visit: Visit, left: str, right: str, reason: str, error: ApiError) -> Response:
    """The pair as it is now, with what was typed: somebody was faster."""
    audit_failure(visit, error)
    visit.forget()
    return _pair(visit, desk.compare(visit, left, right), reason, [FormError("reason", error.detail)], 409)


def _alike(visit: Visit, pair: str, reason: str = "", errors: list[FormError] | None = None) -> Response:
    found = desk.alike(visit, pair)
    context: dict[str, Any] = {"pair": pair, "count": found.count, "looked_at": found.looked_at}
    shown = DeskAlikePage(**basics(visit), **context, sample=found.sample, reason=reason, errors=errors or [])
    return page("desk_alike", shown, 422 if errors else 200)
