"""The steward's desk as pages: look, see whom a decision would change, decide, take back."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

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
from graph.waiting_list import EVERYBODY, Narrowed
from model.desk import EffectView, PairView, Stake
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
def show_queue(
    visit: SignedIn,
    cursor: Cursor = None,
    stake: Annotated[Literal["", "child_protection", "looked_after", "involved", "other"], Query()] = "",
    feed: Annotated[str, Query(max_length=40)] = "",
    who: Annotated[Literal["", "children", "adults"], Query()] = "",
) -> Response:
    """Who waits."""
    return _queue(visit, cursor, [], stake, feed, who)


@router.get("/desk/next")
def show_next(visit: SignedIn, request: Request) -> Response:
    """The first who wait, as they are now; the list where nobody does."""
    found = desk.queue(visit, 1, None, EVERYBODY).page.items
    return see_other(request, f"/desk/pairs/{found[0].pair}" if found else "/desk")


@router.get("/desk/decisions")
def show_decisions(visit: SignedIn, cursor: Cursor = None) -> Response:
    """What has been decided."""
    found = desk.decided(visit, AT_ONCE, cursor)
    more = f"/desk/decisions?cursor={found.next_cursor}" if found.next_cursor else None
    return page("desk_decisions", DeskDecisionsPage(**basics(visit), decisions=found.items, next_url=more))


@router.get("/desk/pairs/{pair}")
def show_pair(visit: SignedIn, pair: Pair, blank: Annotated[Literal["", "yes"], Query()] = "") -> Response:
    """Two records side by side; ``blank``: their weights alone."""
    return _pair(visit, desk.pair(visit, pair), blank=bool(blank))


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
    said = {"left": left, "right": right, "state": given_state(state), "verdict": verdict}
    return _check(visit, effect, [left, right], verdict, reason, "/desk/decisions", said, "/desk")


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


@forms.post("/desk/pairs/{pair}/undo/check")
def check_undo(
    visit: SignedIn, pair: Pair, state: Typed = "", reason: Typed = "", together: Typed = ""
) -> Response:
    """Whom taking back would change, before it is done."""
    errors = wrong_reason(reason, "unsure", field="undo_reason")
    if errors:
        audit_failure(visit, Invalid())
        return _pair(visit, desk.pair(visit, pair), errors=errors)
    view = desk.pair(visit, pair)
    count = desk.around(visit, view).together if together else 1
    about = (
        [view.left.record, view.right.record] if count == 1 else [f"{count} pairs that were decided at once"]
    )
    effect = desk.effect_of_undo(visit, pair, together=bool(together))
    said = {"state": given_state(state), "together": together}
    return _check(
        visit, effect, about, "undone", reason, f"/desk/pairs/{pair}/undo", said, f"/desk/pairs/{pair}"
    )


@forms.post("/desk/pairs/{pair}/undo")
def undo(
    visit: SignedIn, request: Request, pair: Pair, state: Typed = "", reason: Typed = "", together: Typed = ""
) -> Response:
    """Take back what stands about a pair, then look at it again."""
    errors = wrong_reason(reason, "unsure", field="undo_reason")
    if errors:
        audit_failure(visit, Invalid())
        return _pair(visit, desk.pair(visit, pair), errors=errors)
    try:
        desk.undo(visit, pair, reason.strip(), given_state(state), together=bool(together))
    except Changed as error:
        audit_failure(visit, error)
        visit.forget()
        return _pair(visit, desk.pair(visit, pair), "", [FormError("side-by-side", error.detail)], 409)
    return see_other(request, f"/desk/pairs/{pair}")


@router.get("/desk/pairs/{pair}/alike")
def show_alike(visit: SignedIn, pair: Pair) -> Response:
    """Pairs on the same evidence, with a sample."""
    return _alike(visit, pair)


@forms.post("/desk/pairs/{pair}/alike/check")
def check_alike(
    visit: SignedIn, pair: Pair, looked_at: Typed = "", verdict: Typed = "", reason: Typed = ""
) -> Response:
    """Whom one decision on all of them would change, before it is taken."""
    refused = _alike_refused(visit, pair, reason, verdict)
    if refused is not None:
        return refused
    state = given_state(looked_at)
    try:
        effect, count = desk.effect_alike(visit, pair, _VERDICT.validate_python(verdict), state)
    except Changed as error:
        return _alike_again(visit, pair, reason, error)
    said = {"looked_at": state, "verdict": verdict}
    about = [f"{count} pairs on the same evidence"]
    here = f"/desk/pairs/{pair}/alike"
    return _check(visit, effect, about, verdict, reason, here, said, here)


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
    refused = _alike_refused(visit, pair, reason, verdict)
    if refused is not None:
        return refused
    state = given_state(looked_at)
    try:
        desk.decide_alike(visit, pair, _VERDICT.validate_python(verdict), reason.strip(), state)
    except Changed as error:
        return _alike_again(visit, pair, reason, error)
    return see_other(request, "/desk/decisions")


def _alike_refused(visit: Visit, pair: str, reason: str, verdict: str) -> Response | None:
    """The page again, where what was typed cannot be carried out."""
    errors = wrong_reason(reason, verdict)
    if not errors:
        return None
    audit_failure(visit, Invalid())
    return _alike(visit, pair, reason, errors)


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


def _queue(
    visit: Visit, cursor: str | None, errors: list[FormError], stake: str = "", feed: str = "", who: str = ""
) -> Response:
    only = Narrowed(Stake(stake) if stake else None, feed or None, who == "children" if who else None)
    found = desk.queue(visit, AT_ONCE, cursor, only)
    asked = {"stake": stake, "feed": feed, "who": who, "cursor": found.page.next_cursor}
    more = urlencode({name: value for name, value in asked.items() if value})
    context = DeskPage(
        **basics(visit),
        waiting=[AtStake(each, found.counts[each]) for each in Stake if found.counts.get(each)],
        pairs=found.page.items,
        next_url=f"/desk?{more}" if found.page.next_cursor else None,
        stake=stake,
        feed=feed,
        who=who,
        feeds=found.feeds,
        errors=errors,
    )
    return page("desk", context, 422 if errors else 200)


def _pair(
    visit: Visit,
    view: PairView,
    reason: str = "",
    errors: list[FormError] | None = None,
    status: int = 422,
    *,
    blank: bool = False,
) -> Response:
    around = desk.around(visit, view)
    context = DeskPairPage(
        **basics(visit),
        pair=view,
        alike=around.alike,
        known=around.known,
        together=around.together,
        blank=blank,
        reason=reason,
        errors=errors or [],
    )
    return page("desk_pair", context, status if errors else 200)


def _check(
    visit: Visit,
    effect: EffectView,
    about: list[str],
    what: str,
    reason: str,
    action: str,
    said: dict[str, str],
    back: str,
) -> Response:
    context = DeskCheckPage(
        **basics(visit),
        what=what,
        about=about,
        reason=reason.strip(),
        effect=effect,
        action=action,
        fields={**said, "reason": reason.strip()},
        back=back,
    )
    return page("desk_check", context)


def _again(visit: Visit, left: str, right: str, reason: str, error: ApiError) -> Response:
    """The pair as it is now, with what was typed: somebody was faster."""
    audit_failure(visit, error)
    visit.forget()
    return _pair(visit, desk.compare(visit, left, right), reason, [FormError("reason", error.detail)], 409)


def _alike_again(visit: Visit, pair: str, reason: str, error: ApiError) -> Response:
    """The pairs as they are now, with what was typed: some were decided meanwhile, or are others."""
    audit_failure(visit, error)
    visit.forget()
    return _alike(visit, pair, reason, [FormError("reason", error.detail)], 409)


def _alike(
    visit: Visit, pair: str, reason: str = "", errors: list[FormError] | None = None, status: int = 422
) -> Response:
    found = desk.alike(visit, pair)
    context: dict[str, Any] = {"pair": pair, "count": found.count, "looked_at": found.looked_at}
    shown = DeskAlikePage(**basics(visit), **context, sample=found.sample, reason=reason, errors=errors or [])
    return page("desk_alike", shown, status if errors else 200)
