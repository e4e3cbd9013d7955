"""The narrowing of a network that a request asks for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Depends, Query
from pydantic import StringConstraints

from api.dates import EARLIEST, EMPTY_IS_NONE, LATEST
from api.errors import Invalid
from model.narrowing import LinkKind, Narrowing

MOST_AGENCIES = 40
AgencyCode = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")]


async def asked_narrowing(
    link: Annotated[
        list[LinkKind],
        Query(default_factory=list, max_length=10, description="Kinds of link to follow; all unless given."),
    ],
    agency: Annotated[
        list[AgencyCode],
        Query(
            default_factory=list,
            max_length=MOST_AGENCIES,
            description="Codes of agencies whose word is taken; all unless given.",
        ),
    ],
    since: Annotated[
        dt.date | None,
        EMPTY_IS_NONE,
        Query(description="Only links that began on this day or later."),
    ] = None,
    past: Annotated[bool, Query(description="Links that have ended, too.")] = False,
) -> Narrowing:
    """What is asked for. Raises :class:`Invalid` for a day that no link can have."""
    if since is not None and not EARLIEST <= since <= LATEST:
        raise Invalid([("since", "Give a date between 1900 and 2200.")])
    return Narrowing(kinds=frozenset(link or LinkKind), agencies=frozenset(agency), since=since, past=past)


AskedNarrowing = Annotated[Narrowing, Depends(asked_narrowing)]
