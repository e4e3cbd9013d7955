"""Children whom expected services do not know: what is published of the last night, and pieces of work."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from model.absence_published import Night
from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class WorkBegun:
    """One piece of work."""

    id: Annotated[str, "Its name in addresses."]
    title: Annotated[str, "What it is called."]
    day: Annotated[dt.date, "The night whose list it keeps."]
    at: Annotated[dt.datetime, "When it was begun, with a time zone."]


@dataclass(frozen=True)
class Picture:
    """A picture of what is published."""

    name: Annotated[str, "Its name in addresses."]
    title: Annotated[str, "What it shows: the text for those who do not see it."]
    table: Annotated[str, "Name of the table that its figures stand in."]
    image: Annotated[
        str, "The picture itself, as a data address: the page is whole when it is kept or printed."
    ]


@dataclass(frozen=True, kw_only=True)
class MissingPage(Page):
    """``GET /missing``. The form goes to ``POST /missing/works`` with ``title`` and ``reason``."""

    night: Annotated[Night | None, "What is published of the last night; None before the first."]
    pictures: Annotated[list[Picture], "Pictures, each at /missing/pictures/NAME.svg."]
    nights: Annotated[list[Night], "What was published on each of the last nights, oldest first."]
    moves: Annotated[
        list[tuple[dt.date, list[tuple[str, int]], list[tuple[str, int]]]],
        "Of each night, the last first: who came on, by first explanation in words, and who went off, by why. Empty "
        "for readers who may not learn names.",
    ]
    ended: Annotated[
        list[tuple[str, list[tuple[str, int]]]],
        "How closed enquiries ended, by the first explanation of the line. Empty for readers who may not learn names.",
    ]
    works: Annotated[list[WorkBegun], "The account's own pieces of work, newest first."]
    typed: Annotated[dict[str, str], "What was typed into the form that has to be put right, by field."] = (
        field(default_factory=dict)
    )
    errors: Annotated[list[FormError], "What to put right in the form."] = field(default_factory=list)
