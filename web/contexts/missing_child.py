"""One line of the list: explanations, what would settle it, handing over, and learning the name."""

from dataclasses import dataclass, field
from typing import Annotated

from model.absence import Line
from web.contexts.base import FormError, Page
from web.contexts.missing import WorkBegun


@dataclass(frozen=True, kw_only=True)
class MissingChildPage(Page):
    """``GET /missing/works/{work}/lines/{name}``. Forms: ``POST …/hand-over`` with ``agency`` and ``reason``, and
    ``POST …/name`` with ``reason`` and ``who``, a candidate's pseudonym or nothing."""

    work: Annotated[WorkBegun, "The piece of work."]
    line: Annotated[Line, "The line under its pseudonym."]
    agencies: Annotated[list[str], "Codes of the agencies to which the child may be handed over."]
    names: Annotated[bool, "Whether the reader may learn the name."]
    candidates: Annotated[list[str], "Pseudonyms of children whose records may be this child's."]
    typed: Annotated[dict[str, str], "What was typed into the form that has to be put right, by field."] = (
        field(default_factory=dict)
    )
    errors: Annotated[list[FormError], "What to put right in a form."] = field(default_factory=list)
