"""The page on which a lead asks a question of their own."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Path
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.errors import Invalid
from api.pages.common import basics, page
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import own_questions
from api.shapes import Reason
from graph.own import LONGEST, example
from model.findings import OwnAnswer
from web.contexts.base import FormError
from web.contexts.question import QuestionPage

router = page_router()
forms = form_router()
routers = [router, forms]
_REASON: TypeAdapter[str] = TypeAdapter(Reason)


@router.get("/patterns/question")
def show_question(visit: SignedIn) -> Response:
    """The form, with an example."""
    return page(
        "question", QuestionPage(**basics(visit), text=example(), proposals=own_questions.proposals(visit))
    )


@forms.post("/patterns/question/{what}")
def ask(
    visit: SignedIn,
    request: Request,  # noqa: ARG001
    what: Annotated[own_questions.What, Path()],
    text: Annotated[str, Form(max_length=2 * LONGEST)] = "",
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Check, preview or propose what was typed."""
    answer, errors = OwnAnswer(), []
    try:
        if what == "propose":
            _REASON.validate_python(reason)
        answer = own_questions.asked(visit, what, text, {}, reason.strip())
        errors = [FormError("text", each) for each in answer.refused]
    except ValidationError:
        audit_failure(visit, Invalid())
        errors = [FormError("reason", "Give a reason of 5 to 500 characters.")]
    context = QuestionPage(
        **basics(visit), text=text.replace("\r\n", "\n"), what=what, answer=answer, errors=errors, reason=reason,
        proposals=own_questions.proposals(visit),
    )  # fmt: skip
    return page("question", context, 422 if errors else 200)
