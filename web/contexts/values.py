"""What each record says of a child, and marking it wrong."""

from dataclasses import dataclass, field
from typing import Annotated

from model.quality import Said
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class ValuesPage(Page):
    """``GET /children/{uid}/values``."""

    uid: Annotated[str, "uid of the child."]
    values: Annotated[list[Said], "Every value of every record of now, in order of agency and record."]
    errors: Annotated[list[FormError], "Why a value could not be marked."] = field(default_factory=list)
