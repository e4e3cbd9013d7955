"""Why a record is opened: asked before a child or an adult is shown, kept for that person for the day."""

from dataclasses import dataclass, field
from typing import Annotated

from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class ReasonPage(Page):
    """The form of ``POST /children/{uid}/reason`` and ``/adults/{uid}/reason``.

    Its fields are ``purpose`` (own_involvement or hub) and ``reason``."""

    uid: Annotated[str, "The person's uid."]
    kind: Annotated[str, "child or adult."]
    name: Annotated[str | None, "The person's name, where this reader may be shown it."]
    own_services: Annotated[
        list[str], "Names of the reader's own services that are involved with this person now."
    ]
    hub_allowed: Annotated[bool, "Whether this reader may open for a purpose of the hub."] = True
    purpose: Annotated[str, "What was chosen before; empty at first."] = ""
    reason: Annotated[str, "What was typed before; empty at first."] = ""
    then: Annotated[str, "Where to go on: enquiry, or the record where it is empty."] = ""
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
