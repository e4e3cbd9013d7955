"""What a lead looks through: sampled openings and attempts on one's own circle, of the lead's own area."""

from __future__ import annotations

from api.access import Can
from api.context import Visit
from api.errors import Changed, NotFound, NotPermitted
from api.store.audit import Action
from api.store.clock import now
from api.store.openings import Opening, Refusal
from api.store.reviews import Looked, Review, Reviewed
from graph import reads
from model.working import NotShared

__all__ = ["Opening", "Refusal", "look", "not_shared", "of", "refused", "sampled"]


def sampled(
    visit: Visit, limit: int, before: int | None = None, waiting: bool | None = None
) -> list[Opening]:
    """Sampled openings, newest first. A lead of an agency sees that agency's, a lead of the hub all."""
    agency = _area(visit)
    found = visit.parts.openings.sampled(agency, limit, before, waiting)
    visit.record(
        count=len(found), details={"part": "sampled openings"}, subjects=tuple(each.uid for each in found)
    )
    return found


def refused(
    visit: Visit, limit: int, before: int | None = None, waiting: bool | None = None
) -> list[Refusal]:
    """Attempts on one's own circle, newest first."""
    agency = _area(visit)
    found = visit.parts.openings.refused(agency, limit, before, waiting)
    visit.record(count=len(found), details={"part": "refusals"}, subjects=tuple(each.uid for each in found))
    return found


def of(visit: Visit, kind: Reviewed, numbers: list[int]) -> dict[int, Review]:
    """What was entered about those that were looked at; to be asked about what a lead was shown."""
    return visit.parts.reviews.of(kind, numbers)


def look(visit: Visit, kind: Reviewed, number: int, outcome: Looked, note: str) -> None:
    """Enter that the lead has looked, and what came of it.

    Raises :class:`NotFound` for what is not of the lead's area, :class:`NotPermitted` for the lead's own doings, which
    another lead reviews, and :class:`Changed` where somebody has looked already.
    """
    agency = _area(visit)
    visit.intends(Action.JUDGE)
    subject = visit.parts.reviews.subject(kind, number)
    if subject is None or (agency is not None and subject.agency != agency):
        raise NotFound
    if subject.username == visit.account.username:
        raise NotPermitted("Another lead looks at what you opened or tried.")
    if not visit.parts.reviews.add(kind, number, visit.account.username, outcome, note):
        raise Changed
    visit.record(
        reason=note or None, details={"part": kind.value, "number": number, "outcome": outcome.value}
    )


def not_shared(visit: Visit, limit: int) -> list[NotShared]:
    """Decisions not to share, newest first: of the lead's agency, or of all for a lead of the hub."""
    agency = _area(visit)
    found = visit.parts.contacts.refusals(limit, agency=agency)
    today, scope = now().date(), visit.access.scope(visit.account)
    people = reads.person_refs(visit.graph, scope, {each.uid for each in found}, as_at=today, known_at=today)
    visit.record(
        count=len(found),
        details={"part": "decisions not to share"},
        subjects=tuple(each.uid for each in found),
    )
    return [
        NotShared(
            person=people.get(each.uid),
            at=each.at,
            decided_by=each.name,
            asked_by=each.asked_by,
            what=each.what,
            reason=each.reason,
        )
        for each in found
    ]


def _area(visit: Visit) -> str | None:
    visit.intends(Action.READ)
    visit.access.require(visit.account, Can.REVIEW)
    return visit.account.agency
