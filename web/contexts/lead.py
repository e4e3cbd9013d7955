"""What a safeguarding lead reviews: refused attempts and sampled openings."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from web.contexts.base import Page


@dataclass(frozen=True)
class Refusal:
    """An attempt that was refused: somebody tried to open themselves, their household or their neighbours."""

    at: Annotated[dt.datetime, "When, with a time zone."]
    account: Annotated[str, "Who tried: the account's name."]
    agency: Annotated[str | None, "Their agency in words."]
    uid: Annotated[str, "The uid of the record."]
    why: Annotated[str, "Why it was refused, in words."]


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


@dataclass(frozen=True, kw_only=True)
class LeadPage(Page):
    """``GET /lead``, newest first."""

    refusals: Annotated[list[Refusal], "Refused attempts, newest first."]
    openings: Annotated[list[SampledOpening], "Sampled openings, newest first."]
