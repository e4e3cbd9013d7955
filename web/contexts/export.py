"""Taking a network out."""

from dataclasses import dataclass, field
from typing import Annotated

from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class ExportPage(Page):
    """The form of ``POST /children/{uid}/export``. ``GET /children/{uid}/export``."""

    uid: Annotated[str, "The child's uid."]
    name: Annotated[str, "The child's name."]
    typed: Annotated[dict[str, str], "What was typed."] = field(default_factory=dict)
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
