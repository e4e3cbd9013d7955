"""The two dates that every read can be asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator

from api.errors import Invalid
from api.store.clock import now

EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2200, 1, 1)
EMPTY_IS_NONE = BeforeValidator(lambda typed: typed or None)
"""A form sends a field that was left empty as an empty text."""


@dataclass(frozen=True, slots=True)
class Dates:
    """``as_at``: what was so then. ``known_at``: what the index could have shown then. Both today unless asked."""

    as_at: dt.date
    known_at: dt.date


async def asked_dates(
    as_at: Annotated[
        dt.date | None, EMPTY_IS_NONE, Query(description="What was so on this day; today.")
    ] = None,
    as_known_at: Annotated[
        dt.date | None, EMPTY_IS_NONE, Query(description="What could have been shown on this day; today.")
    ] = None,
) -> Dates:
    """The dates of a request. Raises :class:`Invalid` for dates no record can have."""
    today = now().date()
    dates = Dates(as_at or today, as_known_at or today)
    fields = {"as_at": dates.as_at, "as_known_at": dates.known_at}
    wrong = [
        (name, "Give a date between 1900 and 2200.")
        for name, day in fields.items()
        if not EARLIEST <= day <= LATEST
    ]
    if wrong:
        raise Invalid(wrong)
    return dates


AskedDates = Annotated[Dates, Depends(asked_dates)]
