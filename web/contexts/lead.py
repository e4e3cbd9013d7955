"""What a safeguarding lead reviews: refused attempts and sampled openings."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class LookedAt:
    """That a lead has looked, and what came of it."""

    by: Annotated[str, "Who looked: the account's name."]
    at: Annotated[dt.datetime, "When, with a time zone."]
    outcome: Annotated[str, "What came of it, in words."]
    note: Annotated[str, "What was typed; may be empty."]


@dataclass(frozen=True)
class Refusal:
    """An attempt that was refused: somebody tried to open themselves, their household or their neighbours."""

    at: Annotated[dt.datetime, "When, with a time zone."]
    account: Annotated[str, "Who tried: the account's name."]
    agency: Annotated[str | None, "Their agency in words."]
    uid: Annotated[str, "The uid of the record."]
    why: Annotated[str, "Why it was refused, in words."]
    id: Annotated[int, "The number of the attempt."]
    looked: Annotated[LookedAt | None, "The review; None while it waits."] = None


@dataclass(frozen=True)
class SampledOpening:
    """An opening for a purpose of the hub that was drawn for review."""

    at: Annotated[dt.datetime, "When, with a time zone."]
    account: Annotated[str, "Who opened: the account's name."]
    agency: Annotated[str | None, "Their agency in words."]
    uid: Annotated[str, "The uid of the child or adult."]
    kind: Annotated[str | None, "child or adult; None for one whom the lead may not see."]
    purpose: Annotated[str, "The purpose in words."]
    reason: Annotated[str, "The reason that was typed."]
    id: Annotated[int, "The number of the opening."]
    looked: Annotated[LookedAt | None, "The review; None while it waits."] = None


@dataclass(frozen=True, kw_only=True)
class LeadPage(Page):
    """``GET /lead``, newest first. The forms go to ``POST /lead/openings/{id}`` and ``POST /lead/refusals/{id}`` with
    ``outcome`` and ``note``."""

    waiting: Annotated[bool, "Whether those that wait are shown, or those that were looked at."]
    refusals: Annotated[list[Refusal], "Refused attempts, newest first."]
    openings: Annotated[list[SampledOpening], "Sampled openings, newest first."]
    errors: Annotated[list[FormError], "What to put right in a form."] = field(default_factory=list)
