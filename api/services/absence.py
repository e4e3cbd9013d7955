"""The list of children whom expected services do not know, as each role sees it: always with an entry in the audit.

Analysts see pseudonyms, published numbers and the list as it was released last (:mod:`absence.publishing`); leads, who
may learn names, that of the last night. A child who was handed over, or whose whereabouts have been withheld
since, is on nobody's list. What the list lacks of a service whose feed is not live now is not said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from absence import reading
from absence.pictures import Seen
from absence.publishing import Placed, pseudonym, published
from absence.suppression import counted, protected
from absence.wards import shapes
from api.access import ROLES, Can, NearBy
from api.context import Visit
from api.errors import Changed, NotFound
from api.store.absence import AbsenceBook, Entry, Work
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.absence import BANDS, Band, Category, Counts, Line, Night, Outcome
from model.facts import FeedState
from model.views import PersonRef

NOT_YET = (
    "No night has been entered yet. `kith missing night` makes the list, usually after the last delivery."
)
NAMES = "absence pseudonyms"
FATES = "children"


@dataclass(frozen=True, slots=True)
class Overview:
    """What is published, and the account's own pieces of work."""

    seen: Seen
    works: list[Work]

    @property
    def night(self) -> Night:
        """What was published last."""
        return self.seen.night


def _book(visit: Visit) -> AbsenceBook:
    return AbsenceBook(visit.parts.store)


def _allowed(visit: Visit, can: Can, action: Action = Action.READ) -> None:
    visit.intends(action)
    visit.access.require(visit.account, can)


def _night(book: AbsenceBook) -> Night:
    night = book.last_night()
    if night is None:
        raise Changed(NOT_YET)
    return night


def overview(visit: Visit) -> Overview | None:
    """What was published last; None before the first night."""
    _allowed(visit, Can.ANALYSE)
    book = _book(visit)
    night = book.last_night()
    visit.record(details={"part": "numbers of the list"})
    if night is None:
        return None
    seen = Seen(night, book.nights(), shapes(visit.parts.settings.wards))
    return Overview(seen, book.works(visit.account.username))


def begin(visit: Visit, title: str, reason: str) -> Work:
    """Begin a piece of work on the cohort that was released last; a lead's on the list of the last night."""
    _allowed(visit, Can.ANALYSE, Action.OPEN)
    book = _book(visit)
    last = _night(book).day
    day = last if Can.NAME in _rights(visit) else book.cohort_day() or last
    work = book.begin(title, reason, visit.account.username, day)
    visit.record(reason=reason, details={"work": work.id})
    return work


def _work(visit: Visit, work: str) -> Work:
    found = _book(visit).work(work, visit.account.username)
    if found is None:
        raise NotFound
    return found


def _lines(visit: Visit, work: Work) -> tuple[dict[str, Line], dict[str, Placed] | None]:
    """The lines of a piece of work by uid, as they may be shown now, and where each stands in its cohort."""
    book = _book(visit)
    placed = reading.children(visit.graph)
    gone = book.handed_over()
    live = {feed.feed for feed in reads.feeds(visit.graph, now().date()) if feed.state is FeedState.LIVE}
    night = book.last_night(work.day)
    asked = set(night.feeds_asked) if night else set()
    if asked - live:
        # A feed that has fallen silent since says nothing of absence: its banner and this list agree.
        raise Changed("A feed that the list rests on is not live now. Begin again after the next night.")
    lines, places = (book.lines(work.day), None) if Can.NAME in _rights(visit) else book.cohort(work.day)
    return {line.child: line for line in lines if placed.get(line.child) and line.child not in gone}, places


def _name(visit: Visit, work: Work, uid: str) -> str:
    return pseudonym(visit.parts.store.keys.derived(NAMES), work.id, uid)


def lines(
    visit: Visit, work_id: str, category: Category | None, action: Action = Action.READ
) -> tuple[Work, list[Line]]:
    """The list of a piece of work, under its pseudonyms."""
    _allowed(visit, Can.ANALYSE, action)
    work = _work(visit, work_id)
    own, places = _lines(visit, work)
    shown = published(own.values(), lambda uid: _name(visit, work, uid), places)
    shown = [line for line in shown if category is None or category in line.categories]
    visit.record(count=len(shown), details={"part": "the list", "work": work.id, "category": category})
    return work, shown


def _found(visit: Visit, work: Work, name: str) -> tuple[str, Line, Line]:
    """A child by its pseudonym: uid, the line, and the line as it is shown. Raises NotFound."""
    own, places = _lines(visit, work)
    uid = next((uid for uid in own if _name(visit, work, uid) == name), None)
    if uid is None:
        raise NotFound
    shown = published(own.values(), lambda each: _name(visit, work, each), places)
    return uid, own[uid], next(line for line in shown if line.child == name)


def become(visit: Visit, work_id: str) -> Counts:
    """The piece of work run again, in numbers: what has become of its children by the last night, or, for analysts, who
    of them is in the cohort of now."""
    _allowed(visit, Can.ANALYSE)
    work = _work(visit, work_id)
    own, places = _lines(visit, work)
    book = _book(visit)
    if places is None:
        fates = book.fates(work.day, own)
    else:
        still = {each.child for each in book.cohort(book.cohort_day() or work.day)[0]}
        fates = ["still listed" if uid in still else "no longer" for uid in own]
    rows = sorted(set(fates))
    table = protected(counted([(fate, FATES) for fate in fates], rows, [FATES]), rows, [FATES])
    visit.record(count=len(own), details={"part": "a cohort again", "work": work.id})
    return Counts(
        name="become", title="What has become of them", rows=table.rows, columns=(FATES,),
        cells=tuple((table.cells[row, FATES],) for row in table.rows),
    )  # fmt: skip


def denominators(visit: Visit, work_id: str) -> list[tuple[Band, str, str]]:
    """How many children of each age were judged on the night of a piece of work, and on the last one, as published."""
    _allowed(visit, Can.ANALYSE)
    work, book = _work(visit, work_id), _book(visit)
    then, today = book.last_night(work.day), book.last_night()
    judged_then, judged_now = (dict(night.judged) if night else {} for night in (then, today))
    ages = [band for band in BANDS if band in judged_then or band in judged_now]
    return [(band, judged_then.get(band, "0"), judged_now.get(band, "0")) for band in ages]


def line(visit: Visit, work_id: str, name: str) -> tuple[Work, Line]:
    """One line under its pseudonym."""
    _allowed(visit, Can.ANALYSE)
    work = _work(visit, work_id)
    _, _, shown = _found(visit, work, name)
    visit.record(count=1, details={"part": "a line", "work": work.id, "pseudonym": name})
    return work, shown


def open_name(visit: Visit, work_id: str, name: str, reason: str) -> PersonRef:
    """Who a child on the list is: a right of its own, for a reason. Nobody learns of their own circle.

    Raises :class:`~api.errors.NotPermitted`, :class:`~api.errors.NotFound` and :class:`~api.access.NearBy`.
    """
    _allowed(visit, Can.NAME, Action.OPEN)
    work = _work(visit, work_id)
    uid, _, _ = _found(visit, work, name)
    visit.subjects = (uid,)
    scope = visit.access.scope(visit.account)
    if (ground := visit.access.near_by(visit.account, uid, scope)) is not None:
        raise NearBy(ground)
    today = now().date()
    person = reads.person_refs(visit.graph, scope, {uid}, as_at=today, known_at=today).get(uid)
    if person is None:
        raise NotFound
    visit.record(
        reason=reason, subjects=(uid,), details={"part": "a name", "work": work.id, "pseudonym": name}
    )
    return person


def hand_over(visit: Visit, work_id: str, name: str, agency: str, reason: str) -> None:
    """Hand a child over to an agency for enquiries, with everything known. The analyst is out of it from then on."""
    _allowed(visit, Can.ANALYSE, Action.OPEN)
    work = _work(visit, work_id)
    uid, whole, _ = _found(visit, work, name)
    if not _book(visit).listed(uid):
        raise Changed(
            "This child is no longer on the list: a line stays here until enough of its like have gone."
        )
    _book(visit).log(
        uid, visit.account.username, agency, f"Handed over: {reason}", "", "First enquiries", line=whole
    )
    visit.record(
        reason=reason, subjects=(uid,), details={"part": "handed over", "agency": agency, "work": work.id}
    )


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


def tasks(visit: Visit) -> list[Task]:
    """Children handed over to the account's agency; a lead of the hub sees all. Open ones first. Names are told of
    those whom the account has open today."""
    _allowed(visit, Can.OPEN)
    scope = visit.access.scope(visit.account)
    found = [
        each if each.uid in scope.grants else replace(each, person=None, line=None) for each in _tasks(visit)
    ]
    visit.record(count=len(found), subjects=tuple(each.uid for each in found), details={"part": "enquiries"})
    return sorted(found, key=lambda each: (each.outcome is not None, each.since))


def _tasks(visit: Visit) -> list[Task]:
    by_child: dict[str, list[Entry]] = {}
    for entry in _book(visit).entries():
        by_child.setdefault(entry.uid, []).append(entry)
    account, today = visit.account, now().date()
    own = {
        uid: entries
        for uid, entries in by_child.items()
        if account.agency in (None, _given(entries).agency)
        and (account.agency is not None or Can.NAME in _rights(visit))
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


def _rights(visit: Visit) -> frozenset[Can]:
    return ROLES[visit.account.role]


def task(visit: Visit, uid: str) -> Task:
    """One of them, with everything that was known, of a record that is open. Raises NotFound, and OpeningNeeded where
    the account has not opened the child today."""
    _allowed(visit, Can.OPEN)
    visit.subjects = (uid,)
    found = next((each for each in _tasks(visit) if each.uid == uid), None)
    if found is None:
        raise NotFound
    opening, _ = visit.access.opening(visit.account, uid, "child")
    visit.record(
        count=1, purpose=opening.purpose.value, reason=opening.reason, details={"part": "an enquiry"}
    )
    return found


def log(visit: Visit, uid: str, tried: str, result: str, next_step: str, outcome: Outcome | None) -> None:
    """Enter what was tried, the result and the next step; an outcome closes the enquiry and feeds the next list."""
    task(visit, uid)
    visit.intends(Action.JUDGE, uid)
    _book(visit).log(uid, visit.account.username, visit.account.agency, tried, result, next_step, outcome)
    visit.record(subjects=(uid,), reason=tried, details={"part": "enquiry log", "outcome": outcome})
