"""Working with a child's record, and the reader's caseload."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Path
from pydantic import StringConstraints, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import Invalid
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, Uid, form_router, page_router
from api.services import caseload, working
from api.shapes import Reason
from web.contexts.base import FormError
from web.contexts.caseload import CaseloadPage
from web.contexts.work import Choice, WorkPage

router = page_router()
forms = form_router()
routers = [router, forms]

Typed = Annotated[str, Form(max_length=2_000)]
Kept = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
_TEXT: TypeAdapter[str] = TypeAdapter(
    Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200, pattern=r"^[^\x00]*$")
    ]
)
_TELEPHONE: TypeAdapter[str] = TypeAdapter(
    Annotated[
        str,
        StringConstraints(
            strip_whitespace=True,
            min_length=5,
            max_length=40,
            pattern=r"^[+0-9 ()-]*( ?(ext|x)\.? ?[0-9]+)?$",
        ),
    ]
)
_REASON: TypeAdapter[str] = TypeAdapter(Reason)
TELEPHONE = "Enter a telephone number, such as 020 7946 0101."
KEPT_PAGES = ("network", "timeline", "family", "record")


@router.get("/caseload")
def show_caseload(visit: SignedIn) -> Response:
    """The reader's children, what changed since they looked, and who asks them to get in touch."""
    return _caseload(visit)


@router.get("/children/{uid}/work")
def show_work(visit: SignedIn, uid: Uid) -> Response:
    """The forms."""
    return _form(visit, uid)


@forms.post("/children/{uid}/involvement")
def take_involvement(
    visit: SignedIn, request: Request, uid: Uid, service: Typed = "", role: Typed = "", telephone: Typed = ""
) -> Response:
    """Register one's involvement."""
    typed = {"service": service, "role": role, "telephone": telephone}
    errors = _check((_TEXT, "role", role, "Enter your role, such as family support worker."))
    errors += _check((_TELEPHONE, "telephone", telephone, TELEPHONE))
    if errors:
        return _form(visit, uid, typed, errors)
    working.register(visit, uid, service, role.strip(), telephone.strip())
    return see_other(request, f"/children/{uid}")


@forms.post("/children/{uid}/involvement/end")
def end_involvement(visit: SignedIn, request: Request, uid: Uid) -> Response:
    """End one's involvement."""
    working.end(visit, uid)
    return see_other(request, "/caseload")


@forms.post("/children/{uid}/subscription")
def take_subscription(visit: SignedIn, request: Request, uid: Uid) -> Response:
    """Be told of a child."""
    working.subscribe(visit, uid)
    return see_other(request, "/caseload")


@forms.post("/children/{uid}/subscription/end")
def end_subscription(visit: SignedIn, request: Request, uid: Uid) -> Response:
    """Be told no more."""
    working.unsubscribe(visit, uid)
    return see_other(request, "/caseload")


@forms.post("/children/{uid}/requests")
def take_request(visit: SignedIn, uid: Uid, to: Typed = "", ring: Typed = "") -> Response:
    """Ask somebody to get in touch."""
    errors = [] if to else [FormError("to", "Choose whom to ask.")]
    errors += _check((_TELEPHONE, "ring", ring, TELEPHONE))
    if errors:
        return _form(visit, uid, {"to": to, "ring": ring}, errors)
    target = working.ask(visit, uid, to, ring.strip())
    return _form(visit, uid, done=f"Asked to get in touch: {target.text}. They are not told why.")


@forms.post("/children/{uid}/not-shared")
def take_refusal(
    visit: SignedIn, uid: Uid, asked_by: Typed = "", what: Typed = "", reason: Typed = ""
) -> Response:
    """Keep a decision not to share."""
    typed = {"asked_by": asked_by, "what": what, "reason": reason}
    errors = _check(
        (_TEXT, "asked_by", asked_by, "Enter who asked, in up to 200 characters."),
        (_TEXT, "what", what, "Enter what was asked for, in up to 200 characters."),
        (_REASON, "reason", reason, "Give a reason of 5 to 500 characters."),
    )
    if errors:
        return _form(visit, uid, typed, errors)
    working.refuse_to_share(visit, uid, asked_by.strip(), what.strip(), reason.strip())
    return _form(visit, uid, done="The decision not to share is kept, with its reason.")


@forms.post("/requests/{number}/answered")
def take_answered(
    visit: SignedIn, request: Request, number: Annotated[int, Path(ge=1, le=2**31)]
) -> Response:
    """Say that one has got in touch."""
    working.answered(visit, number)
    return see_other(request, "/caseload")


@forms.post("/children/{uid}/views")
def take_view(
    visit: SignedIn, request: Request, uid: Uid, show: Typed = "", query: Typed = "", title: Typed = ""
) -> Response:
    """Keep a view of this child."""
    errors = _check((_TEXT, "title", title, "Give the view a title of 2 to 200 characters."))
    if show not in KEPT_PAGES or (query and not query.startswith("?")) or not query.isascii() or errors:
        return _form(visit, uid, errors=errors or [FormError("title", "Keep a view from its own page.")])
    working.keep(visit, uid, show, query, title.strip())
    return see_other(request, "/caseload")


@forms.post("/views/{view}/share")
def take_share(visit: SignedIn, request: Request, view: Kept, username: Typed = "") -> Response:
    """Share a view with a colleague, whose own scope then applies."""
    if working.share(visit, view, username.strip()):
        return see_other(request, "/caseload")
    error = FormError(f"share-{view}", "There is no account of that user name.")
    return _caseload(visit, [error])


@forms.post("/views/{view}/drop")
def take_drop(visit: SignedIn, request: Request, view: Kept) -> Response:
    """Take a view away."""
    working.drop(visit, view)
    return see_other(request, "/caseload")


def _check(*asked: tuple[TypeAdapter[str], str, str, str]) -> list[FormError]:
    errors = []
    for shape, field, typed, message in asked:
        try:
            shape.validate_python(typed)
        except ValidationError:
            errors.append(FormError(field, message))
    return errors


def _caseload(visit: Visit, errors: list[FormError] | None = None) -> Response:
    context = CaseloadPage(
        **basics(visit),
        children=caseload.caseload(visit),
        requests=caseload.requests_received(visit),
        sent=caseload.requests_sent(visit),
        views=caseload.kept_views(visit),
        errors=errors or [],
    )
    return page("caseload", context, 422 if errors else 200)


def _form(
    visit: Visit, uid: str, typed: dict[str, str] | None = None, errors: list[FormError] | None = None,
    done: str | None = None,
) -> Response:  # fmt: skip
    found = working.work(visit, uid)
    if errors:
        audit_failure(visit, Invalid())
    context = WorkPage(
        **basics(visit),
        uid=uid,
        name=found.child.name.value,
        own=found.own,
        services=[Choice(key, name) for key, name in found.services],
        subscribed=found.subscribed,
        reach=[Choice(each.value, each.text) for each in found.reach],
        typed=typed or {},
        errors=errors or [],
        done=done,
    )
    return page("work", context, 422 if errors else 200)
