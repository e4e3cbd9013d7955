"""The list of one piece of work, under its pseudonyms."""

from dataclasses import dataclass
from typing import Annotated

from model.absence import Band, Line
from model.absence_published import Counts
from web.contexts.base import Page
from web.contexts.missing import WorkBegun


@dataclass(frozen=True)
class Chosen:
    """Which lines are shown: empty for all."""

    category: Annotated[str, "Code of why they are listed."] = ""
    cause: Annotated[str, "Code of the first explanation."] = ""
    age: Annotated[str, "An age band."] = ""
    area: Annotated[str, "A ward."] = ""
    new: Annotated[str, "Y: those who came on that very night."] = ""

    @property
    def any(self) -> bool:
        """Whether the list is narrowed."""
        return bool(self.category or self.cause or self.age or self.area or self.new)


@dataclass(frozen=True, kw_only=True)
class MissingWorkPage(Page):
    """``GET /missing/works/{work}?category=&cause=&age=&area=&new=&start=``."""

    work: Annotated[WorkBegun, "The piece of work."]
    chosen: Annotated[Chosen, "Which lines are shown."]
    areas: Annotated[list[str], "Areas that lines of the list name."]
    silent: Annotated[list[str], "Services whose feed has fallen silent since the list was made."]
    in_full: Annotated[bool, "Whether nothing is withheld: the reader may learn names."]
    lines: Annotated[list[Line], "One page of lines, in the order of pseudonyms, which tells nothing."]
    become: Annotated[Counts, "What has become of the children of the piece of work since."]
    judged: Annotated[
        list[tuple[Band, str, str]],
        "Children judged, by age: on that night, and on the last one. The denominators.",
    ]
    went: Annotated[
        list[tuple[str, str]], "Who went off the list since, by pseudonym, and why; where in full."
    ]
    count: Annotated[int, "Lines in all that are asked for."]
    query: Annotated[str, "The choice as the query of an address."]
    next_url: Annotated[str | None, "The rest of the list."] = None
