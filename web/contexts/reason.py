"""Why a record is opened: asked before a child is shown, kept for that child for the day."""

from dataclasses import dataclass, field
from typing import Annotated

from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class ReasonPage(Page):
    """The form of ``POST /children/{uid}/reason``: fields ``purpose`` (own_involvement or hub) and ``reason``."""

    uid: Annotated[str, "The child's uid."]
    name: Annotated[str | None, "The child's name, where this reader may be shown it."]
    own_services: Annotated[
        list[str], "Names of the reader's own services that are involved with this child now."
    ]
    hub_allowed: Annotated[bool, "Whether this reader may open for a purpose of the hub."] = True
    purpose: Annotated[str, "What was chosen before; empty at first."] = ""
    reason: Annotated[str, "What was typed before; empty at first."] = ""
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
