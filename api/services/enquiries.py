"""Enquiries about children who were handed over, as the agency sees them that was asked, and the safeguarding lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.access import Can
from api.context import Visit
from api.errors import Changed, NotFound, NotPermitted
from api.services.absence import names
from api.store.absence import AbsenceBook, Entry
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.absence import Band, Line, Outcome
from model.views import PersonRef


def _allowed(visit: Visit) -> None:
    visit.intends(Action.READ)
    visit.access.require(visit.account, Can.OPEN)


@dataclass(frozen=True, slots=True)
class Task:
    """A child who was handed over, with its log. The name, the line and the log's words are those of an open record:
    until the account opens it, with a reason and for the day, it knows the enquiry by its number."""

    number: int
    uid: str
    person: PersonRef | None
    agency: str
    since: dt.datetime
    band: Band
    line: Line | None
    entries: list[Entry]
    outcome: Outcome | None

    @property
    def closed(self) -> bool:
        """Whether nobody has to do anything: a child who was not found is the safeguarding lead's."""
        return self.outcome not in (None, Outcome.NOT_FOUND)


def tasks(visit: Visit) -> list[Task]:
    """Children handed over to the account's agency; a lead of the hub sees all. Open ones first. Names are told of
    those whom the account has open today."""
    _allowed(visit)
    scope = visit.access.scope(visit.account)
    found = [
        each if each.uid in scope.grants else replace(each, person=None, line=None) for each in _tasks(visit)
    ]
    visit.record(count=len(found), subjects=tuple(each.uid for each in found), details={"part": "enquiries"})
    return sorted(found, key=lambda each: (each.closed, each.since))


def _tasks(visit: Visit) -> list[Task]:
    by_child: dict[str, list[Entry]] = {}
    for entry in AbsenceBook(visit.parts.store).entries():
        by_child.setdefault(entry.uid, []).append(entry)
    account, today = visit.account, now().date()
    own = {
        uid: entries
        for uid, entries in by_child.items()
        if account.agency in (None, _given(entries).agency) and (account.agency is not None or names(visit))
    }
    scope = visit.access.scope(account)
    people = reads.person_refs(visit.graph, scope, set(own), as_at=today, known_at=today)
    return [
        _task(uid, people[uid], entries)
        for uid, entries in own.items()
        if uid in people and visit.access.near_by(account, uid, scope) is None
    ]


def _given(entries: Sequence[Entry]) -> Entry:
    """The entry by which the child was handed over last."""
    return next(entry for entry in reversed(entries) if entry.line is not None)


def _task(uid: str, person: PersonRef, entries: list[Entry]) -> Task:
    given = _given(entries)
    since = entries[entries.index(given) :]
    outcome = next((entry.outcome for entry in reversed(since) if entry.outcome), None)
    line = (
        given.line if person.notice is None else None
    )  # where the child may be is withheld: so is what tells of it
    band = given.line.band if given.line else Band.UNKNOWN
    return Task(given.id, uid, person, given.agency or "", given.at, band, line, entries, outcome)


def task(visit: Visit, uid: str) -> Task:
    """One of them, with everything that was known, of a record that is open. Raises NotFound, and OpeningNeeded where
    the account has not opened the child today."""
    _allowed(visit)
    visit.subjects = (uid,)
    found = next((each for each in _tasks(visit) if each.uid == uid), None)
    if found is None:
        raise NotFound
    opening, _ = visit.access.opening(visit.account, uid, "child")
    visit.record(
        count=1, purpose=opening.purpose.value, reason=opening.reason, details={"part": "an enquiry"}
    )
    return found


def candidates(visit: Visit, found: Task) -> list[tuple[str, str]]:
    """Children whose records may be the child's, as its line says: what each is called, and the uid. The name is told
    of a record that is open today."""
    if found.line is None:
        return []
    uids = sorted({uid for each in found.line.explanations for uid in each.candidates})
    scope, today = visit.access.scope(visit.account), now().date()
    people = reads.person_refs(visit.graph, scope, set(uids), as_at=today, known_at=today)
    near = [uid for uid in uids if uid in people and visit.access.near_by(visit.account, uid, scope) is None]
    return [
        (people[uid].name if uid in scope.grants else f"record {number}", uid)
        for number, uid in enumerate(near, 1)
    ]


def log(visit: Visit, uid: str, tried: str, result: str, next_step: str, outcome: Outcome | None) -> None:
    """Enter what was tried, the result and the next step; an outcome closes the enquiry and feeds the next list."""
    task(visit, uid)
    visit.intends(Action.JUDGE, uid)
    account = visit.account
    AbsenceBook(visit.parts.store).log(
        uid, account.username, account.agency, tried, result, next_step, outcome
    )
    visit.record(subjects=(uid,), reason=tried, details={"part": "enquiry log", "outcome": outcome})


def hand_on(visit: Visit, uid: str, agency: str, reason: str) -> None:
    """Hand a child on to an agency: a safeguarding lead's, of an enquiry that goes on or that found nobody. What is
    known goes with it as it is now, where the child is on the list. Raises Changed for one that is closed."""
    found = task(visit, uid)
    visit.intends(Action.JUDGE, uid)
    if not names(visit):
        raise NotPermitted
    if found.closed:
        raise Changed(
            "This enquiry is closed. A child who comes on the list again is handed over from there."
        )
    book = AbsenceBook(visit.parts.store)
    line = book.line(uid) or _given(found.entries).line
    book.log(uid, visit.account.username, agency, f"Handed on: {reason}", "", "Further enquiries", line=line)
    visit.record(subjects=(uid,), reason=reason, details={"part": "handed on", "agency": agency})
