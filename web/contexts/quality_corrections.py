"""Values that were marked wrong."""

from dataclasses import dataclass, field
from typing import Annotated

from model.quality import Correction
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class QualityCorrectionsPage(Page):
    """``GET /quality/corrections``."""

    corrections: Annotated[list[Correction], "One page, those that wait first."]
    next_url: Annotated[str | None, "The rest of the list."] = None
    errors: Annotated[list[FormError], "What to put right in a form."] = field(default_factory=list)
