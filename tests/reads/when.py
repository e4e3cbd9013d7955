"""The day on which the tests read, and the readers."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from model.guards import Clearance
from model.scope import Role, Scope

TODAY = dt.date(2026, 1, 10)
READER = Scope("reader", Role.PRACTITIONER, "social_care")
SCHOOL = Scope("teacher", Role.PRACTITIONER, "school")
LEAD = Scope("lead", Role.SAFEGUARDING_LEAD, "social_care", clearances=frozenset({Clearance.LOCATION}))


class When(TypedDict):
    """As at one day, as known at another."""

    as_at: dt.date
    known_at: dt.date


NOW = When(as_at=TODAY, known_at=TODAY)


def on(as_at: str, known_at: str | None = None) -> When:
    """``2020-05-01``; known today unless told otherwise."""
    known = dt.date.fromisoformat(known_at) if known_at else TODAY
    return When(as_at=dt.date.fromisoformat(as_at), known_at=known)
