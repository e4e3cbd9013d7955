"""One pattern as it is published: question, evidence, cases, precision, change log, statement."""

from dataclasses import dataclass, field
from typing import Annotated

from model import patterns as published
from model.findings import CaseView, LogView, PatternState, Preview
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class PatternPage(Page):
    """``GET /patterns/{id}``, ``POST /patterns/{id}/preview``. The forms go to ``/patterns/{id}/`` ``preview``,
    ``propose``, ``approve``, ``release`` and ``off``, with ``reason``, one field for each threshold and,
    where it ships switched off, ``although_off``."""

    pattern: Annotated[published.Pattern, "The pattern."]
    state: Annotated[PatternState, "How it stands here."]
    cases: Annotated[list[CaseView], "Its cases in sentences."]
    log: Annotated[list[LogView], "What was done with it, newest first."]
    values: Annotated[dict[str, str], "The thresholds in use, or those that were typed."]
    reason: Annotated[str, "What was typed as reason."] = ""
    although_off: Annotated[bool, "Whether it was ticked that it is to be on although it ships off."] = False
    held: Annotated[int, "Historic matches that wait to be released."] = 0
    proposal: Annotated[
        LogView | None, "What somebody has proposed, where that waits for a second person."
    ] = None
    preview: Annotated[Preview | None, "What it would find, where that was asked."] = None
    errors: Annotated[list[FormError], "What to put right in the forms."] = field(default_factory=list)
