"""A list of names for a conference, a receipt of a search, and an answer for somebody on the telephone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.access import Can
from api.context import Visit
from api.errors import Invalid, NotFound
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import checking
from api.services.search import search
from api.shapes import Reason, SearchQuestion
from api.store.audit import Action
from api.store.clock import now
from api.words import agency_words
from graph import reads
from web.contexts.base import FormError
from web.contexts.conference import ConferencePage, Line
from web.contexts.mediated import MediatedPage
from web.contexts.receipt import ReceiptPage
from web.contexts.search import SearchForm

router = page_router()
forms = form_router()
routers = [router, forms]

Typed = Annotated[str, Form(max_length=8_000)]
_REASON: TypeAdapter[str] = TypeAdapter(Reason)
AGENCIES = (
    "social_care", "education", "education_welfare", "school", "health", "police", "housing", "youth_justice",
    "early_help", "another_authority", "voluntary_organisation",
)  # fmt: skip


def _receipt(visit: Visit) -> dict[str, Any]:
    """What a receipt names: when, under which number it stands in the audit, and how fresh the feeds are."""
    return {"at": now(), "reference": visit.request_id, "feeds": reads.feeds(visit.graph, now().date())}


@router.get("/conference")
def show_conference(visit: SignedIn) -> Response:
    """The form for a list of names."""
    visit.access.require(visit.account, Can.SEARCH)
    return page("conference", ConferencePage(**basics(visit), **_receipt(visit)))


@forms.post("/conference")
def take_conference(visit: SignedIn, names: Typed = "") -> Response:
    """Look every name up. Names stay out of addresses, so the answer is not led to but shown."""
    lines = [" ".join(line.split()) for line in names.splitlines() if line.strip()]
    wrong = None
    if not lines:
        wrong = "Enter at least one name."
    elif len(lines) > checking.MOST_NAMES:
        wrong = f"Enter at most {checking.MOST_NAMES} names at a time."
    elif any(len(line) > 200 or "\x00" in line for line in lines):
        wrong = "Put one name on each line, each of at most 200 characters."
    if wrong is not None:
        visit.intends(Action.SEARCH)
        audit_failure(visit, Invalid())
        errors = [FormError("names", wrong)]
        context = ConferencePage(**basics(visit), **_receipt(visit), names=names, errors=errors)
        return page("conference", context, 422)
    found = [Line(each.asked, each.hits, each.read) for each in checking.look_up(visit, lines)]
    return page("conference", ConferencePage(**basics(visit), **_receipt(visit), names=names, lines=found))


@router.get("/search/receipt")
def show_receipt(visit: SignedIn, request: Request) -> Response:
    """The session's last search asked once more, as a page for a file."""
    visit.intends(Action.SEARCH)
    asked = visit.session.search if visit.session else None
    if asked is None:
        return see_other(request, "/")
    try:
        found = search(visit, SearchQuestion(**asked))
    except (Invalid, ValidationError):
        return see_other(request, "/search/results")
    context = ReceiptPage(
        **basics(visit),
        **_receipt(visit),
        asked=SearchForm(**asked),
        found=list(found.items),
        more=bool(found.next_cursor),
    )
    return page("receipt", context)


@router.get("/mediated")
def show_mediated(visit: SignedIn) -> Response:
    """The form for a caller without an account."""
    visit.access.require(visit.account, Can.SEARCH)
    return page("mediated", _mediated(visit, {}))


@forms.post("/mediated")
def take_mediated(
    visit: SignedIn, caller: Typed = "", agency: Typed = "", rung_back: Typed = "", known_number: Typed = "",
    reason: Typed = "", q: Typed = "", date_of_birth: Typed = "", child: Typed = "",
) -> Response:  # fmt: skip
    """Find the child that a caller asks about, then answer about one."""
    typed = {
        "caller": caller.strip(), "agency": agency, "rung_back": rung_back.strip(), "known_number": known_number,
        "reason": reason.strip(), "q": q.strip(), "date_of_birth": date_of_birth.strip(),
    }  # fmt: skip
    errors = _wrong(typed)
    if errors:
        visit.intends(Action.SEARCH)
        audit_failure(visit, Invalid())
        return page("mediated", _mediated(visit, typed, errors=errors), 422)
    if child:
        found = checking.answer(
            visit, _uid(child), typed["caller"], agency, typed["rung_back"], typed["reason"]
        )
        return page("mediated", _mediated(visit, typed, answer=found))
    try:
        hits = search(visit, SearchQuestion(q=typed["q"], date_of_birth=typed["date_of_birth"], limit=10))
    except Invalid as error:
        wrong = [FormError(name, message) for name, message in error.fields]
        return page("mediated", _mediated(visit, typed, errors=wrong), 422)
    except ValidationError:
        wrong = [FormError("q", "Shorten this.")]
        return page("mediated", _mediated(visit, typed, errors=wrong), 422)
    return page("mediated", _mediated(visit, typed, hits=list(hits.items)))


def _uid(typed: str) -> str:
    if not typed.replace("-", "").replace("_", "").isalnum() or len(typed) > 64:
        raise NotFound
    return typed


def _wrong(typed: dict[str, str]) -> list[FormError]:
    errors = []
    if not 2 <= len(typed["caller"]) <= 100:
        errors.append(FormError("caller", "Enter the caller's name."))
    if typed["agency"] not in AGENCIES:
        errors.append(FormError("agency", "Choose the caller's agency."))
    if not 5 <= len(typed["rung_back"]) <= 40:
        errors.append(FormError("rung_back", "Enter the number on which you rang back."))
    if typed["known_number"] != "yes":
        errors.append(
            FormError("known_number", "Ring back on a number that you already have for the agency.")
        )
    try:
        _REASON.validate_python(typed["reason"])
    except ValidationError:
        errors.append(FormError("reason", "Give a reason of 5 to 500 characters."))
    if not typed["q"]:
        errors.append(FormError("q", "Enter the child's name."))
    return errors


def _mediated(visit: Visit, typed: dict[str, str], **more: Any) -> MediatedPage:
    agencies = [(code, agency_words(code) or code) for code in AGENCIES]
    answer: checking.Answer | None = more.pop("answer", None)
    told: dict[str, Any] = {}
    if answer is not None:
        told = {"child": answer.child, "involvements": answer.involvements, "workers": answer.workers}
    return MediatedPage(**basics(visit), typed=typed, agencies=agencies, **told, **more)
