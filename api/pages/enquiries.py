"""Enquiries about children who were handed over, as pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import Invalid, OpeningNeeded
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, Uid, form_router, page_router
from api.services import enquiries
from api.services.absence import names
from api.shapes import Reason
from model.absence import Outcome
from web.contexts.base import FormError
from web.contexts.enquiries import EnquiriesPage, Enquiry
from web.contexts.enquiry import EnquiryPage, Tried

router = page_router()
forms = form_router()
routers = [router, forms]

AGENCIES = ("education_welfare", "education", "social_care", "child_health", "gp", "early_help", "police")
"""To whom a child may be handed over."""
_REASON: TypeAdapter[str] = TypeAdapter(Reason)
LONGEST = 2_000
Typed = Annotated[str, Form(max_length=20_000)]


@router.get("/enquiries")
def show_tasks(visit: SignedIn) -> Response:
    """Children handed over to one's agency."""
    found = [_enquiry(each) for each in enquiries.tasks(visit)]
    return page("enquiries", EnquiriesPage(**basics(visit), enquiries=found))


def _enquiry(each: enquiries.Task) -> Enquiry:
    return Enquiry(each.number, each.uid, each.person, each.band.value, each.agency, each.since, each.outcome,
                   len(each.entries) - 1)  # fmt: skip


@router.get("/enquiries/{uid}")
def show_task(visit: SignedIn, request: Request, uid: Uid) -> Response:
    """One child: everything known, and what was tried. Asks first why the record is opened."""
    try:
        return _task(visit, uid, [])
    except OpeningNeeded as error:
        audit_failure(visit, error)
        return see_other(request, f"/children/{uid}/reason?then=enquiry")


def _task(visit: Visit, uid: str, errors: list[FormError], typed: dict[str, str] | None = None) -> Response:
    found = enquiries.task(visit, uid)
    called = {account.username: account.name for account in visit.parts.accounts.all()}
    tried = [
        Tried(each.at, called.get(each.by, each.by), each.tried, each.result, each.next_step, each.outcome)
        for each in found.entries
    ]
    context = EnquiryPage(
        **basics(visit),
        enquiry=_enquiry(found),
        line=found.line,
        tried=tried,
        hands_on=names(visit) and not found.closed,
        agencies=list(AGENCIES),
        candidates=enquiries.candidates(visit, found),
        typed=typed or {},
        errors=errors,
    )
    return page("enquiry", context, 422 if errors else 200)


@forms.post("/enquiries/{uid}")
def log(
    visit: SignedIn, request: Request, uid: Uid, tried: Typed = "", result: Typed = "", next_step: Typed = "",
    outcome: Typed = "",
) -> Response:  # fmt: skip
    """Enter what was tried."""
    errors = []
    if len(tried.strip()) < 2:
        errors.append(FormError("tried", "Say what was tried."))
    said = {"tried": tried, "result": result, "next_step": next_step}
    errors += [
        FormError(name, f"Write at most {LONGEST:,} characters. You wrote {len(text.strip()):,}.")
        for name, text in said.items()
        if len(text.strip()) > LONGEST
    ]
    if outcome and outcome not in set(Outcome):
        errors.append(FormError("outcome", "Choose one of the outcomes, or none."))
    if errors:
        audit_failure(visit, Invalid())
        return _task(visit, uid, errors, {**said, "outcome": outcome})
    enquiries.log(
        visit, uid, tried.strip(), result.strip(), next_step.strip(), Outcome(outcome) if outcome else None
    )
    return see_other(request, f"/enquiries/{uid}")


@forms.post("/enquiries/{uid}/hand-on")
def hand_on(visit: SignedIn, request: Request, uid: Uid, agency: Typed = "", reason: Typed = "") -> Response:
    """Hand the child on to an agency: a safeguarding lead's."""
    errors = wrong_reason(reason)
    if agency not in AGENCIES:
        errors.insert(0, FormError("agency", "Choose an agency."))
    if errors:
        audit_failure(visit, Invalid())
        return _task(visit, uid, errors, {"agency": agency, "reason": reason})
    enquiries.hand_on(visit, uid, agency, reason.strip())
    return see_other(request, f"/enquiries/{uid}")


def wrong_reason(text: str, field: str = "reason") -> list[FormError]:
    """What is wrong with a reason that was typed."""
    try:
        _REASON.validate_python(text)
    except ValidationError:
        return [FormError(field, "Give a reason of 5 to 500 characters.")]
    return []
