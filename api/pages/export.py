"""Taking the network of a child out, as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from markupsafe import Markup
from pydantic import ValidationError
from starlette.responses import HTMLResponse, Response

import web
from api.context import Visit
from api.errors import Invalid
from api.pages.common import basics, page
from api.problems import audit_failure
from api.routing import SignedIn, Uid, form_router, page_router
from api.services import people, places, taking_out
from api.services.tables import marked_network_csv
from model.taking_out import Wanted
from web.contexts.base import FormError
from web.contexts.export import ExportPage
from web.files import NetworkFile
from web.looks import export_looks

router = page_router()
forms = form_router()
routers = [router, forms]

Typed = Annotated[str, Form(max_length=2_000)]
_MESSAGES = {
    "audience": "Enter who will read it, in 3 to 200 characters.",
    "reason": "Give a reason of 5 to 500 characters.",
    "depth": "Choose how far.",
    "form": "Choose a kind of file.",
}


@router.get("/children/{uid}/export")
def show_export(visit: SignedIn, uid: Uid) -> Response:
    """The form."""
    people.opened(visit, uid, "child")
    return _form(visit, uid, {})


@forms.post("/children/{uid}/export")
def take_export(
    visit: SignedIn, uid: Uid, audience: Typed = "", reason: Typed = "", depth: Typed = "1", form: Typed = "html",
    addresses: Typed = "", telephones: Typed = "", other_families: Typed = "",
) -> Response:  # fmt: skip
    """The file."""
    typed = {
        "audience": audience, "reason": reason, "depth": depth, "form": form, "addresses": addresses,
        "telephones": telephones, "other_families": other_families,
    }  # fmt: skip
    try:
        wanted = Wanted.model_validate({name: value or False for name, value in typed.items()}, strict=False)
    except ValidationError as error:
        wrong = {str(each["loc"][0]) for each in error.errors(include_input=False)}
        errors = [FormError(name, message) for name, message in _MESSAGES.items() if name in wrong]
        people.opened(visit, uid, "child")
        audit_failure(visit, Invalid())
        return _form(visit, uid, typed, errors)
    taken = taking_out.take_out(visit, uid, wanted)
    if wanted.form == "csv":
        return marked_network_csv(taken.network, taken.mark)
    context = NetworkFile(
        today=taken.mark.at.date(),
        mark=taken.mark,
        wanted=wanted,
        child=taken.child,
        network=taken.network,
        involvements=taken.involvements,
        registered=taken.registered,
        looks=Markup(export_looks()),  # noqa: S704 - a file of the product
    )
    answer = HTMLResponse(web.render_file("network", context))
    answer.headers["Content-Disposition"] = f'attachment; filename="network-{taken.mark.reference}.html"'
    return answer


def _form(visit: Visit, uid: str, typed: dict[str, str], errors: list[FormError] | None = None) -> Response:
    name = places.person_ref(visit, uid).name
    if not visit.entries:
        visit.record(details={"part": "form for taking out"})
    context = ExportPage(**basics(visit), uid=uid, name=name, typed=typed, errors=errors or [])
    return page("export", context, 422 if errors else 200)
