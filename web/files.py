"""A network as a file of its own."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from markupsafe import Markup

from model.facts import Fact
from model.taking_out import Mark, Wanted
from model.views import ChildView, Involvement, Network
from model.working import OwnInvolvement


@dataclass(frozen=True, kw_only=True)
class NetworkFile:
    """The answer of ``POST /children/{uid}/export``: one file that fetches nothing."""

    today: Annotated[dt.date, "The day on which it was taken out."]
    mark: Annotated[Mark, "Who took it out, when, for whom and why."]
    wanted: Annotated[Wanted, "What was asked for."]
    child: Annotated[ChildView, "The child."]
    network: Annotated[Network, "What is drawn."]
    involvements: Annotated[
        list[Fact[Involvement]], "Open involvements, with telephones where they were asked for."
    ]
    registered: Annotated[list[OwnInvolvement], "Involvements that workers registered in Kith itself."]
    looks: Annotated[Markup, "The style sheet of the file."]
