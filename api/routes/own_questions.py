"""A lead's own questions for programs: checked, previewed, proposed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.routes.responses import DECIDING, failures
from api.routing import SignedIn, signed_in_router
from api.services import own_questions
from api.shapes import Given, Reason
from model.findings import OwnAnswer, Proposal

router = signed_in_router(prefix="/api/v1/questions", tags=["patterns"])
routers = [router]


class QuestionGiven(Given):
    """A question in the form of a pattern's file."""

    text: str = Field(max_length=8_000, description="Header and statement, as a pattern's file has them.")
    thresholds: dict[str, Annotated[int, Field(ge=1, le=10_000)]] = Field(default_factory=dict, max_length=20)


class ProposalGiven(Given):
    """A question to be proposed as a pattern."""

    text: str = Field(max_length=8_000)
    reason: Reason


@router.post("/check", responses=failures(401, 403, 422))
def check(visit: SignedIn, question: QuestionGiven) -> OwnAnswer:
    """Whether a question may be asked, and how the engine runs it."""
    return own_questions.asked(visit, "check", question.text, question.thresholds)


@router.post("/preview", responses=failures(401, 403, 422))
def preview(visit: SignedIn, question: QuestionGiven) -> OwnAnswer:
    """What it finds, in numbers, and the first findings in words."""
    return own_questions.asked(visit, "preview", question.text, question.thresholds)


@router.get("/proposals", responses=failures(401, 403))
def list_proposals(visit: SignedIn) -> list[Proposal]:
    """Questions that were proposed as patterns, the newest first."""
    return own_questions.proposals(visit)


@router.post("/proposals", status_code=201, responses=DECIDING)
def propose(visit: SignedIn, question: ProposalGiven) -> OwnAnswer:
    """Propose a question as a pattern: a file for those who keep the library."""
    return own_questions.asked(visit, "propose", question.text, {}, question.reason)
