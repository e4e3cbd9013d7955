"""Search: the form is sent by POST, so that names never stand in an address."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.access import Can
from api.context import Visit
from api.errors import Invalid
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import caseload
from api.services.search import search
from api.shapes import SearchQuestion
from api.store.audit import Action
from model.facts import Page
from model.views import SearchHit
from web.contexts.base import FormError
from web.contexts.search import SearchForm, SearchPage

router = page_router()
forms = form_router()
routers = [router, forms]

Typed = Annotated[str, Form(max_length=200)]


@router.get("/")
def show_search(visit: SignedIn, request: Request) -> Response:
    """The form; roles that do not search are led to the deliveries."""
    if not _may(visit):
        return see_other(request, "/deliveries")
    recent = caseload.recently_viewed(visit)
    visit.record(
        subjects=tuple(one.uid for one in recent), count=len(recent), details={"part": "opened lately"}
    )
    return page("search", SearchPage(**basics(visit), recent=recent))


@forms.post("/search")
def take_search(
    visit: SignedIn, request: Request, q: Typed = "", date_of_birth: Typed = "", postcode: Typed = ""
) -> Response:
    """Remember what was asked with the session, and look at the results."""
    visit.intends(Action.SEARCH)
    visit.access.require(visit.account, Can.SEARCH)
    asked = {"q": q.strip(), "date_of_birth": date_of_birth.strip(), "postcode": postcode.strip()}
    if visit.session is not None:
        visit.parts.sessions.keep_search(visit.session, asked)
    visit.record(details={"step": "asked", "asked": asked})
    return see_other(request, "/search/results#results")


@router.get("/search/results")
def show_results(
    visit: SignedIn, request: Request, cursor: Annotated[str | None, Query(max_length=500)] = None
) -> Response:
    """The results of the session's last search."""
    visit.intends(Action.SEARCH)
    asked = visit.session.search if visit.session else None
    if asked is None:
        return see_other(request, "/")
    form = SearchForm(**asked)
    try:
        found = search(visit, SearchQuestion(**asked, cursor=cursor))
    except (Invalid, ValidationError) as error:
        return _wrong(visit, form, error)
    return page("search", SearchPage(**basics(visit), form=form, results=found, next_url=_next(found)))


def _wrong(visit: Visit, form: SearchForm, error: Invalid | ValidationError) -> Response:
    fields = (
        error.fields
        if isinstance(error, Invalid)
        else [(str(each["loc"][0]), "Shorten this.") for each in error.errors(include_input=False)]
    )
    audit_failure(visit, Invalid(fields))
    errors = [FormError(field, message) for field, message in fields]
    return page("search", SearchPage(**basics(visit), form=form, errors=errors), 422)


def _next(found: Page[SearchHit]) -> str | None:
    return f"/search/results?cursor={found.next_cursor}#results" if found.next_cursor else None


def _may(visit: Visit) -> bool:
    user = basics(visit)["user"]
    return bool(user and user.searches)
