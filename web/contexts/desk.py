"""The steward's desk: which pairs of records wait for a person."""

from dataclasses import dataclass, field
from typing import Annotated

from model.desk import QueueItem
from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class AtStake:
    """How many pairs wait with the same at stake."""

    stake: Annotated[str, "What is at stake, as a code of the model."]
    count: Annotated[int, "Pairs that wait."]


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    """``GET /desk?stake=&feed=&who=``. The form goes to ``POST /desk/compare`` with ``left`` and ``right``."""

    waiting: Annotated[
        list[AtStake], "Counts of all pairs that wait, the gravest first; what nobody waits for is left out."
    ]
    pairs: Annotated[list[QueueItem], "One page of them, in order."]
    next_url: Annotated[str | None, "The rest of the list."] = None
    stake: Annotated[str, "Only those with this at stake; empty: all."] = ""
    feed: Annotated[str, "Only those of which this feed holds a record; empty: all."] = ""
    who: Annotated[str, "children or adults; empty: both."] = ""
    feeds: Annotated[list[str], "The feeds of which a record waits, for the filter."] = field(
        default_factory=list
    )
    errors: Annotated[list[FormError], "What to put right in the form."] = field(default_factory=list)
