"""The list of one piece of work, under its pseudonyms."""

from dataclasses import dataclass
from typing import Annotated

from model.absence import Band, Counts, Line
from web.contexts.base import Page
from web.contexts.missing import WorkBegun


@dataclass(frozen=True, kw_only=True)
class MissingWorkPage(Page):
    """``GET /missing/works/{work}?category=&start=``."""

    work: Annotated[WorkBegun, "The piece of work."]
    category: Annotated[str, "The category that is shown; empty for all."]
    lines: Annotated[list[Line], "One page of lines, in the order of pseudonyms, which tells nothing."]
    become: Annotated[Counts, "What has become of the children of the piece of work since."]
    judged: Annotated[
        list[tuple[Band, str, str]],
        "Children judged, by age: on that night, and on the last one. The denominators.",
    ]
    count: Annotated[int, "Lines in all."]
    next_url: Annotated[str | None, "The rest of the list."] = None
