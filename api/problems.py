"""Problem details (RFC 9457): one handler for every failure, for programs as JSON and for browsers as a page."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.access import NearBy
from api.context import Visit, visit_of
from api.errors import (
    ApiError,
    Flooded,
    Invalid,
    MethodNotAllowed,
    Moved,
    NotFound,
    OpeningNeeded,
    SignInNeeded,
    TooLarge,
    Unavailable,
)
from api.logs import request_log
from api.pages.errors import error_page
from api.security import cookies
from api.store.audit import Outcome
from api.store.errors import StoreUnavailable
from graph.errors import GraphError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:kith:problem:{}"
OUTCOMES = {
    308: Outcome.MOVED,
    401: Outcome.REFUSED,
    403: Outcome.REFUSED,
    404: Outcome.NOT_FOUND,
    405: Outcome.INVALID,
    409: Outcome.REFUSED,
    413: Outcome.INVALID,
    421: Outcome.INVALID,
    422: Outcome.INVALID,
    429: Outcome.LIMITED,
}
NOT_AUDITED = (MethodNotAllowed, TooLarge, Flooded)
"""Refused before anything was asked of anybody's record."""


class FieldProblem(BaseModel):
    """One field to put right. What was in it is not repeated."""

    model_config = ConfigDict(extra="forbid")

    field: str
    message: str


class Problem(BaseModel):
    """A failure (RFC 9457), without personal data."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="urn:kith:problem: and the kind of the problem.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="urn:kith:request: and the request id, to quote to support.")
    errors: list[FieldProblem] = Field(default_factory=list)
    uid: str | None = Field(default=None, description="The record to open first, or the one to go on to.")


def install(app: FastAPI) -> None:
    """The table of handlers."""
    app.add_exception_handler(ApiError, _on_api_error)
    app.add_exception_handler(NearBy, _on_near_by)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(StoreUnavailable, _on_unavailable)
    app.add_exception_handler(GraphError, _on_unavailable)


def respond(request: Request, error: ApiError) -> Response:
    """Audit a failure, then answer it. If the audit cannot be written the answer is 503 and says nothing else."""
    visit = visit_of(request)
    try:
        audit_failure(visit, error)
    except StoreUnavailable:
        error = Unavailable()
    headers: dict[str, str] = {}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Moved) and error.uid is not None:
        headers["Location"] = request.url.path.replace(str(request.path_params.get("uid")), error.uid, 1)
    if request.url.path.startswith("/api/"):
        return JSONResponse(_problem(visit, error), error.status, headers, MEDIA_TYPE)
    if isinstance(error, Moved):
        return Response(status_code=error.status, headers=headers)
    if isinstance(error, SignInNeeded):
        response = RedirectResponse("/sign-in", 303)
        cookies.take(response, visit.parts.settings, cookies.SESSION)
        return response
    if isinstance(error, OpeningNeeded) and error.uid is not None:
        return RedirectResponse(f"/{error.collection}/{error.uid}/reason", 303)
    return error_page(visit, error, headers)


def audit_failure(visit: Visit, error: ApiError) -> None:
    """Write the entry of a failure, unless it has one."""
    if isinstance(error, NOT_AUDITED) or not visit.template:
        return
    outcome = (
        Outcome.REASON_NEEDED
        if isinstance(error, OpeningNeeded)
        else OUTCOMES.get(error.status, Outcome.ERROR)
    )
    if outcome not in visit.entries:
        visit.record(outcome, details={"problem": error.kind})


def _problem(visit: Visit, error: ApiError) -> dict[str, Any]:
    fields = error.fields if isinstance(error, Invalid) else []
    problem = Problem(
        type=TYPE.format(error.kind),
        title=error.title,
        status=error.status,
        detail=error.detail,
        instance=f"urn:kith:request:{visit.request_id}",
        errors=[FieldProblem(field=field, message=message) for field, message in fields],
        uid=error.uid,
    )
    return problem.model_dump()


def _on_api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101 - the table above says so
    return respond(request, error)


def _on_near_by(request: Request, error: Exception) -> Response:
    """One's own circle: flagged for a lead, and answered as an absence."""
    assert isinstance(error, NearBy)  # noqa: S101
    visit = visit_of(request)
    try:
        visit.record(Outcome.REFUSED, details={"ground": error.ground.value})
        for uid in visit.subjects:
            visit.parts.openings.refuse(visit.account, uid, error.ground)
    except StoreUnavailable:
        return respond(request, Unavailable())
    visit.entries.append(Outcome.NOT_FOUND)  # has its entry
    return respond(request, NotFound())


def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    fields = [(_field(each["loc"]), _advice(each["type"])) for each in error.errors()]
    return respond(request, Invalid(fields))


def _field(place: tuple[int | str, ...]) -> str:
    """Where a value stood: the name of its field, never a key that somebody made up."""
    return (
        str(place[1])
        if len(place) > 1 and str(place[1]).isidentifier() and len(str(place[1])) < 40
        else "body"
    )


def _advice(kind: str) -> str:
    """What to do about a value of the wrong kind, without the value."""
    advice = {
        "missing": "Give this.",
        "extra_forbidden": "Leave this out: it is not known here.",
        "string_too_long": "Shorten this.",
        "string_too_short": "Give more of this.",
        "string_pattern_mismatch": "This is not in the right form.",
        "json_invalid": "Send well-formed JSON.",
    }
    if kind in advice:
        return advice[kind]
    if kind.startswith(("date", "datetime")):
        return "Give a date as YYYY-MM-DD."
    if kind.startswith(("int", "greater", "less")):
        return "Give a whole number within the limits."
    return "This is not in the right form."


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 404:
        return respond(request, NotFound())
    if error.status_code == 405:
        response = respond(request, MethodNotAllowed())
        response.headers.update(error.headers or {})
        return response
    return respond(request, Invalid() if 400 <= error.status_code < 500 else ApiError())


def _on_unavailable(request: Request, error: Exception) -> Response:
    request_log.error("unavailable", request=visit_of(request).request_id, error=type(error).__name__)
    return respond(request, Unavailable())
