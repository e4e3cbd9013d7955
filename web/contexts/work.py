"""Working with a child's record."""

from dataclasses import dataclass, field
from typing import Annotated

from model.working import OwnInvolvement
from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class Choice:
    """One choice of a list."""

    value: Annotated[str, "What the form sends."]
    text: Annotated[str, "What is read."]


@dataclass(frozen=True, kw_only=True)
class WorkPage(Page):
    """Forms of ``POST /children/{uid}/involvement``, ``/involvement/end``, ``/subscription``, ``/subscription/end``,
    ``/requests`` and ``/not-shared``. ``GET /children/{uid}/work``."""

    uid: Annotated[str, "The child's uid."]
    name: Annotated[str, "The child's name."]
    own: Annotated[OwnInvolvement | None, "The reader's own open involvement, as they registered it."]
    services: Annotated[list[Choice], "The reader's services."]
    subscribed: Annotated[bool, "Whether the reader is told of this child."]
    reach: Annotated[list[Choice], "Who can be asked to get in touch."]
    typed: Annotated[dict[str, str], "What was typed into the form that has to be put right."] = field(
        default_factory=dict
    )
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
    done: Annotated[str | None, "What was done just now, in words."] = None
