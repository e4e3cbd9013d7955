"""What a lead looks through: sampled openings and attempts on one's own circle, of the lead's own area."""

from __future__ import annotations

from api.access import Can
from api.context import Visit
from api.store.audit import Action
from api.store.openings import Opening, Refusal


def sampled(visit: Visit, limit: int, before: int | None = None) -> list[Opening]:
    """Sampled openings, newest first. A lead of an agency sees that agency's, a lead of the hub all."""
    agency = _area(visit)
    found = visit.parts.openings.sampled(agency, limit, before)
    visit.record(
        count=len(found), details={"part": "sampled openings"}, subjects=tuple(each.uid for each in found)
    )
    return found


def refused(visit: Visit, limit: int, before: int | None = None) -> list[Refusal]:
    """Attempts on one's own circle, newest first."""
    agency = _area(visit)
    found = visit.parts.openings.refused(agency, limit, before)
    visit.record(count=len(found), details={"part": "refusals"}, subjects=tuple(each.uid for each in found))
    return found


def _area(visit: Visit) -> str | None:
    visit.intends(Action.READ)
    visit.access.require(visit.account, Can.REVIEW)
    return visit.account.agency
