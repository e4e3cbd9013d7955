"""An answer for somebody on the telephone who has no account."""

from dataclasses import dataclass, field
from typing import Annotated

from model.facts import Fact
from model.views import ChildView, Involvement, SearchHit, WorkerRef
from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class MediatedPage(Page):
    """The form of ``POST /mediated``, the children who fit, and the answer about one. ``GET /mediated``."""

    typed: Annotated[dict[str, str], "What was typed."]
    agencies: Annotated[list[tuple[str, str]], "Agencies of callers: code and words."]
    hits: Annotated[list[SearchHit] | None, "Children who fit; None before a search."] = None
    child: Annotated[ChildView | None, "The child that is answered about."] = None
    involvements: Annotated[list[Fact[Involvement]], "Open involvements that both may know of."] = field(
        default_factory=list
    )
    workers: Annotated[list[Fact[WorkerRef]], "Workers of whom both may know."] = field(default_factory=list)
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
