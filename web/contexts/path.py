"""How two people are linked."""

from dataclasses import dataclass
from typing import Annotated

from model.views import Path, PersonRef
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class PathPage(DatedPage):
    """The shortest links between two people, in sentences. ``GET /paths?from=&to=``."""

    start: Annotated[PersonRef, "The person the question begins with."]
    end: Annotated[PersonRef, "The person it asks about."]
    paths: Annotated[list[Path], "The links found, shortest first; empty where none was found."]
