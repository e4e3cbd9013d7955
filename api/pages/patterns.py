"""Patterns and findings as pages for leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Form, Path
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import Changed, Invalid
from api.narrowing_findings import Asked, query_of
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import patterns
from api.services.tables import findings_csv
from api.shapes import Reason
from api.store.patterns import Disposition
from api.worklist import Narrowing
from model.findings import Preview
from web.contexts.base import FormError
from web.contexts.finding import FindingPage
from web.contexts.findings import FindingsPage
from web.contexts.pattern import PatternPage
from web.contexts.patterns import PatternsPage

router = page_router()
forms = form_router()
routers = [router, forms]

_REASON: TypeAdapter[str] = TypeAdapter(Reason)
Id = Annotated[str, Path(pattern=r"^R\d{2}$")]
Finding = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Typed = Annotated[str, Form(max_length=2_000)]
MOST_TAKEN = 500
"""Homes of one table that is taken out."""


@router.get("/findings")
def show_findings(visit: SignedIn, asked: Asked) -> Response:
    """The worklist."""
    return _worklist(visit, asked)


@router.get("/findings.csv")
def download(visit: SignedIn, asked: Asked) -> Response:
    """The worklist as a table."""
    return findings_csv(patterns.worklist(visit, replace(asked, size=MOST_TAKEN)).items)


@forms.post("/findings/share")
def share_out(visit: SignedIn, asked: Asked) -> Response:
    """Give homes that nobody has to those who look at findings."""
    return _worklist(visit, asked, patterns.share_out(visit, asked))


def _worklist(visit: Visit, asked: Narrowing, shares: dict[str, int] | None = None) -> Response:
    found = patterns.worklist(visit, asked)
    pages = {"before": found.page - 1, "after": found.page + 1 if found.page < found.pages else 0}
    context = FindingsPage(
        **basics(visit), found=found, patterns=patterns.states(visit), pattern=asked.pattern.upper(),
        assigned=asked.assigned, since=asked.since, decided=asked.decided, held=asked.held,
        protected=asked.protected, query=query_of(asked), shares=shares,
        turns={name: query_of(asked, number) for name, number in pages.items() if number},
    )  # fmt: skip
    return page("findings", context)


@router.get("/findings/{finding}")
def show_finding(visit: SignedIn, finding: Finding) -> Response:
    """One finding."""
    return _finding(visit, finding)


@forms.post("/findings/{finding}/decisions")
def decide(
    visit: SignedIn,
    request: Request,
    finding: Finding,
    kind: Typed = "",
    reason: Typed = "",
    until: Typed = "",
) -> Response:
    """Decide about a finding."""
    typed = {"reason": reason, "kind": kind, "until": until}
    errors = _reason_errors(reason)
    if kind not in list(Disposition):
        errors.insert(0, FormError("kind", "Choose what you decide."))
    try:
        day = dt.date.fromisoformat(until) if until else None
    except ValueError:
        day = None
        errors.append(FormError("until", "Give a date, or leave it empty."))
    if errors:
        audit_failure(visit, Invalid())
        return _finding(visit, finding, typed, errors)
    try:
        patterns.decide(visit, finding, Disposition(kind), reason.strip(), day)
    except Changed as error:
        audit_failure(visit, error)
        return _finding(visit, finding, typed, [FormError("until", error.detail)])
    return see_other(request, f"/findings/{finding}")


@forms.post("/findings/{finding}/assignment")
def assign(visit: SignedIn, request: Request, finding: Finding, to: Typed = "") -> Response:
    """Give a finding to somebody."""
    try:
        patterns.assign(visit, finding, to.strip() or None)
    except Changed as error:
        audit_failure(visit, error)
        return _finding(visit, finding, {}, [FormError("to", error.detail)])
    return see_other(request, f"/findings/{finding}")


def _finding(
    visit: Visit, finding: str, typed: dict[str, Any] | None = None, errors: list[FormError] | None = None
) -> Response:
    view = patterns.finding(visit, finding)
    context = FindingPage(
        **basics(visit), finding=view, workers=patterns.workers(visit), errors=errors or [], **(typed or {})
    )
    return page("finding", context, 422 if errors else 200)


@router.get("/patterns")
def show_patterns(visit: SignedIn) -> Response:
    """The library."""
    return page("patterns", PatternsPage(**basics(visit), patterns=patterns.states(visit)))


@router.get("/patterns/{pattern}")
def show_pattern(visit: SignedIn, pattern: Id) -> Response:
    """One pattern."""
    return _pattern(visit, pattern)


@forms.post("/patterns/{pattern}/{what}")
async def change(
    visit: SignedIn, request: Request, pattern: Id,
    what: Annotated[str, Path(pattern=r"^(preview|propose|approve|release|off)$")],
) -> Response:  # fmt: skip
    """Preview, propose, approve, release or switch off."""
    form = {name: str(value) for name, value in (await request.form(max_fields=20)).items()}
    return await run_in_threadpool(_change, visit, request, pattern, what, form)


def _change(visit: Visit, request: Request, pattern: str, what: str, form: dict[str, str]) -> Response:
    made = patterns.published(visit, pattern).pattern
    errors, thresholds = [], {}
    for each in made.thresholds:
        text = form.get(each.name, "").strip()
        if text and not (text.isdigit() and 0 < int(text[:6]) <= 10_000):
            errors.append(FormError(each.name, "Give a whole number from 1 to 10,000."))
        elif text and int(text) != each.value:
            thresholds[each.name] = int(text)
    reason = form.get("reason", "")
    if what != "preview":
        errors += _reason_errors(reason)
    if errors:
        audit_failure(visit, Invalid())
        return _pattern(visit, pattern, form, errors=errors)
    if what == "preview":
        return _pattern(visit, pattern, form, patterns.preview(visit, pattern, thresholds))
    try:
        although = form.get("although_off") == "yes"
        patterns.change(visit, pattern, what, reason.strip(), thresholds, although_off=although)
    except Changed as error:
        audit_failure(visit, error)
        return _pattern(visit, pattern, form, errors=[FormError("reason", error.detail)])
    return see_other(request, f"/patterns/{pattern}")


def _pattern(
    visit: Visit, pattern: str, typed: dict[str, str] | None = None, preview: Preview | None = None,
    errors: list[FormError] | None = None,
) -> Response:  # fmt: skip
    found, typed = patterns.published(visit, pattern), typed or {}
    context = PatternPage(
        **basics(visit), pattern=found.pattern, state=found.state, cases=found.cases, log=found.log,
        values={name: typed.get(name, str(value)) for name, value in found.values.items()},
        reason=typed.get("reason", ""), although_off=typed.get("although_off") == "yes",
        proposal=found.proposal, held=found.held, preview=preview, errors=errors or [],
    )  # fmt: skip
    return page("pattern", context, 422 if errors else 200)


def _reason_errors(reason: str) -> list[FormError]:
    try:
        _REASON.validate_python(reason)
    except ValidationError:
        return [FormError("reason", "Give a reason of 5 to 500 characters.")]
    return []
