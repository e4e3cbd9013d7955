"""A lead's own question: what was typed, what is wrong with it, what it finds."""

from dataclasses import dataclass, field
from typing import Annotated

from model.findings import OwnAnswer, Proposal
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """``GET /patterns/question``. The form goes to ``/patterns/question/`` ``check``, ``preview`` and ``propose``, with
    ``text`` and ``reason``."""

    text: Annotated[str, "The question in the form of a pattern's file."]
    what: Annotated[str, "What was asked for: check, preview or propose; empty before."] = ""
    answer: Annotated[OwnAnswer | None, "What came of it."] = None
    reason: Annotated[str, "What was typed as reason."] = ""
    proposals: Annotated[list[Proposal], "What was proposed before, newest first."] = field(
        default_factory=list
    )
    errors: Annotated[list[FormError], "Why the question is not asked."] = field(default_factory=list)
