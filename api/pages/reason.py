"""Why a record is opened: asked before it is shown, kept for that record for the day."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form, Query
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.access import Kind, Ways
from api.context import Visit
from api.errors import Invalid, NoInvolvement
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, Uid, form_router, page_router
from api.services import people
from api.shapes import Reason
from graph import reads
from model.scope import Purpose
from web.contexts.base import FormError
from web.contexts.reason import ReasonPage

router = page_router()
forms = form_router()
routers = [router, forms]

Typed = Annotated[str, Form(max_length=2_000)]
Then = Annotated[Literal["", "enquiry"], Query()]
_REASON: TypeAdapter[str] = TypeAdapter(Reason)
PURPOSES = {Purpose.OWN_INVOLVEMENT.value: Purpose.OWN_INVOLVEMENT, Purpose.HUB.value: Purpose.HUB}


@router.get("/children/{uid}/reason")
def show_child_reason(visit: SignedIn, uid: Uid, then: Then = "") -> Response:
    """The form for a child."""
    return _form(visit, uid, "child", people.ways(visit, uid, "child"), then=then)


@router.get("/adults/{uid}/reason")
def show_adult_reason(visit: SignedIn, uid: Uid) -> Response:
    """The form for an adult."""
    return _form(visit, uid, "adult", people.ways(visit, uid, "adult"))


@forms.post("/children/{uid}/reason")
def take_child_reason(
    visit: SignedIn, request: Request, uid: Uid, purpose: Typed = "", reason: Typed = "", then: Then = ""
) -> Response:
    """Open a child, then look at the page, or at the enquiry about the child."""
    return _take(visit, request, uid, "child", purpose, reason, then)


@forms.post("/adults/{uid}/reason")
def take_adult_reason(
    visit: SignedIn, request: Request, uid: Uid, purpose: Typed = "", reason: Typed = ""
) -> Response:
    """Open an adult, then look at the page."""
    return _take(visit, request, uid, "adult", purpose, reason)


def _take(
    visit: Visit, request: Request, uid: str, kind: Kind, purpose: str, reason: str, then: str = ""
) -> Response:
    errors: list[FormError] = []
    if purpose not in PURPOSES:
        errors.append(FormError("purpose", "Choose why you open this record."))
    try:
        reason = _REASON.validate_python(reason)
    except ValidationError:
        errors.append(FormError("reason", "Give a reason of 5 to 500 characters."))
    if not errors:
        try:
            people.open_person(visit, uid, kind, PURPOSES[purpose], reason)
            where = "enquiries" if then else "children" if kind == "child" else "adults"
            return see_other(request, f"/{where}/{uid}")
        except NoInvolvement as error:
            audit_failure(visit, error)
            errors.append(FormError("purpose", error.detail))
    found = people.ways(visit, uid, kind)
    audit_failure(visit, Invalid())
    return _form(visit, uid, kind, found, purpose, reason, errors, then)


def _names(visit: Visit, services: list[str]) -> list[str]:
    known = reads.service_names(visit.graph, visit.access.scope(visit.account), services)
    return sorted(known.get(each, each) for each in services)


def _form(
    visit: Visit, uid: str, kind: Kind, ways: Ways, purpose: str = "", reason: str = "",
    errors: list[FormError] | None = None, then: str = "",
) -> Response:  # fmt: skip
    context = ReasonPage(
        **basics(visit),
        uid=uid,
        kind=kind,
        name=ways.view.name.value,
        own_services=_names(visit, people.own_service_names(visit, uid, kind, ways)),
        hub_allowed=ways.hub,
        purpose=purpose,
        reason=reason,
        errors=errors or [],
        then=then,
    )
    return page("reason", context, 422 if errors else 200)
