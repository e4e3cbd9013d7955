"""The list of children whom expected services do not know, as each role sees it: always with an entry in the audit.

Analysts see pseudonyms, published numbers and the list as it was released last (:mod:`absence.publishing`). Leads, who
may learn names, work with that of the last night, under pseudonyms and with nothing withheld; what they take out as a
file is the list as analysts see it (decision 0039). A child who was handed over, or whose whereabouts have been
withheld since, is on nobody's list. What the list lacks of a service whose feed is not live now is not said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from absence import reading
from absence.expectations import Expectations, packaged
from absence.pictures import Seen
from absence.publishing import UNTOLD_SERVICES, Placed, in_full, pseudonym, published
from absence.suppression import TOTAL, Table, counted, protected
from absence.wards import shapes
from api.access import ROLES, Can, NearBy
from api.context import Visit
from api.errors import Changed, NotFound
from api.store.absence import AbsenceBook, Moved, Work
from api.store.audit import Action
from api.store.clock import now
from api.store.expectations import ExpectationBook, Version
from graph import reads
from model.absence import BANDS, NOT_YET, Band, Category, Cause, Line, Narrowed, Outcome
from model.absence_published import Counts, Night
from model.facts import FeedState
from model.views import PersonRef

NAMES = "absence pseudonyms"
FATES = "children"
MIDWIFE = "midwife"
"""The service that a birth which is overdue is asked of."""
NO_LONGER = "no longer: "


@dataclass(frozen=True, slots=True)
class Overview:
    """What is published, and the account's own pieces of work."""

    seen: Seen
    works: list[Work]
    moves: list[tuple[dt.date, Moved]]
    """Who came on the list on each night and who went off it, the last night first: for those who may learn names,
    since a difference of two nights may be of one child."""
    outcomes: list[tuple[Cause, Outcome]]
    """How each closed enquiry ended, with the first explanation of its line: for those who may learn names."""

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
    own = names(visit)
    seen = Seen(night, book.nights(), shapes(visit.parts.settings.wards))
    return Overview(
        seen, book.works(visit.account.username), book.moves() if own else [], book.outcomes() if own else []
    )


def moves(visit: Visit) -> list[tuple[dt.date, Moved]]:
    """Who came on the list on each night and who went off it, by why, for those who may learn names."""
    _allowed(visit, Can.NAME)
    visit.record(details={"part": "nights of the list"})
    return _book(visit).moves()


@dataclass(frozen=True, slots=True)
class Expected:
    """The table by which the last list was made, the state of each feed that it asks now, and every version."""

    table: Expectations
    states: dict[str, FeedState]
    versions: list[Version]


def expected(visit: Visit) -> Expected:
    """Who is expected to know which child. Raises Changed before the first night."""
    _allowed(visit, Can.ANALYSE)
    versions = ExpectationBook(visit.parts.store).versions()
    night = _night(_book(visit))
    table = next((each.table for each in versions if each.table.version == night.expectations), None)
    if table is None:
        raise Changed("The list was made before versions were kept. The next night keeps its table.")
    known = {feed.feed: feed.state for feed in reads.feeds(visit.graph, now().date())}
    asked = dict.fromkeys(feed for rule in table.rules for feed in rule.feeds)
    visit.record(details={"part": "expectations", "version": table.version})
    return Expected(table, {feed: known.get(feed, FeedState.ABSENT) for feed in asked}, versions)


def begin(visit: Visit, title: str, reason: str) -> Work:
    """Begin a piece of work on the cohort that was released last; a lead's on the list of the last night."""
    _allowed(visit, Can.ANALYSE, Action.OPEN)
    book = _book(visit)
    last = _night(book).day
    day = last if names(visit) else book.cohort_day() or last
    work = book.begin(title, reason, visit.account.username, day)
    visit.record(reason=reason, details={"work": work.id})
    return work


def _work(visit: Visit, work: str) -> Work:
    found = _book(visit).work(work, visit.account.username)
    if found is None:
        raise NotFound
    return found


def rights(visit: Visit) -> frozenset[Can]:
    """What the account's role may do."""
    return ROLES[visit.account.role]


def names(visit: Visit) -> bool:
    """Whether the account may learn names: then nothing is withheld from it."""
    return Can.NAME in rights(visit)


ALL = Narrowed()


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list as the account may see it: the lines by uid, and where each stands in its cohort. None: in full."""

    own: dict[str, Line]
    places: dict[str, Placed] | None


def _listed(visit: Visit, work: Work, *, as_released: bool = False) -> _Listed:
    """The lines of a piece of work, as they may be shown now."""
    book = _book(visit)
    placed = reading.children(visit.graph)
    gone = book.handed_over()
    in_full_ = names(visit) and not as_released
    lines, places = (book.lines(work.day), None) if in_full_ else book.cohort(work.day)
    silent = _silent(visit, book, work)
    said = [
        _unless_silent(line, silent) if places is None or places[line.child].level < UNTOLD_SERVICES else line
        for line in lines
    ]
    lines = [line for line in said if line is not None]
    return _Listed(
        {line.child: line for line in lines if placed.get(line.child) and line.child not in gone}, places
    )


def _silent(visit: Visit, book: AbsenceBook, work: Work) -> frozenset[str]:
    """The services of which a feed has fallen silent since the list was made: what it does not say is no absence, so
    that the list and the banner of feeds agree."""
    night = book.last_night(work.day)
    kept = ExpectationBook(visit.parts.store).version(night.expectations) if night else None
    table = kept.table if kept is not None else packaged()
    live = {feed.feed for feed in reads.feeds(visit.graph, now().date()) if feed.state is FeedState.LIVE}
    return frozenset(rule.service for rule in table.rules if not live.issuperset(rule.feeds))


def _unless_silent(line: Line, silent: frozenset[str]) -> Line | None:
    """A line without what nobody can be asked now; None where nothing else is lacking."""
    expected = tuple(each for each in line.expected if each not in silent)
    unborn = line.categories == (Category.UNBORN,) and MIDWIFE in silent
    if unborn or (line.expected and not expected and Category.UNPLACED not in line.categories):
        return None
    return line if expected == line.expected else line.model_copy(update={"expected": expected})


def _name(visit: Visit, work: Work, uid: str) -> str:
    return pseudonym(visit.parts.store.keys.derived(NAMES), work.id, uid)


def _shown(visit: Visit, work: Work, listed: _Listed) -> list[Line]:
    """Lines under the pseudonyms of a piece of work."""
    name = partial(_name, visit, work)
    if listed.places is None:
        return in_full(listed.own.values(), name)
    return published(listed.own.values(), name, listed.places)


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of a piece of work: the lines that are asked for, and the areas that its lines name."""

    work: Work
    lines: list[Line]
    areas: list[str]
    silent: list[str]
    """Services whose feed has fallen silent since: nothing is said of them."""


def lines(visit: Visit, work_id: str, asked: Narrowed = ALL, *, taken_out: bool = False) -> Listing:
    """The list of a piece of work, under its pseudonyms. ``taken_out``: as a file, in which whoever asks gets the list
    as it was released to analysts."""
    _allowed(visit, Can.ANALYSE, Action.EXPORT if taken_out else Action.READ)
    work = _work(visit, work_id)
    shown = _shown(visit, work, _listed(visit, work, as_released=taken_out))
    found = [line for line in shown if asked.holds(line, work.day)]
    visit.record(count=len(found), details={"part": "the list", "work": work.id, "category": asked.category})
    silent = sorted(_silent(visit, _book(visit), work))
    return Listing(work, found, sorted({line.area for line in shown}), silent)


def _found(visit: Visit, work: Work, name: str) -> tuple[str, Line, Line]:
    """A child by its pseudonym: uid, the line, and the line as it is shown. Raises NotFound."""
    listed = _listed(visit, work)
    uid = next((uid for uid in listed.own if _name(visit, work, uid) == name), None)
    if uid is None:
        raise NotFound
    shown = _shown(visit, work, listed)
    return uid, listed.own[uid], next(line for line in shown if line.child == name)


@dataclass(frozen=True, slots=True)
class Became:
    """What has become of the children of a piece of work, in numbers, and who went off the list since and why: by
    pseudonym, for those who may learn names."""

    table: Counts
    went: list[tuple[str, str]]


def become(visit: Visit, work_id: str) -> Became:
    """The piece of work run again: what has become of its children by the last night, or, for analysts, who
    of them is in the cohort of now."""
    _allowed(visit, Can.ANALYSE)
    work = _work(visit, work_id)
    listed, book = _listed(visit, work), _book(visit)
    if listed.places is None:
        fate = book.fates(work.day, listed.own)
    else:
        still = {each.child for each in book.cohort(book.cohort_day() or work.day)[0]}
        fate = {uid: "still listed" if uid in still else "no longer" for uid in listed.own}
    rows = sorted(set(fate.values()))
    true = counted([(each, FATES) for each in fate.values()], rows, [FATES])
    table = (
        Table((*rows, TOTAL), (FATES, TOTAL), true)
        if listed.places is None
        else protected(true, rows, [FATES])
    )
    visit.record(count=len(listed.own), details={"part": "a cohort again", "work": work.id})
    counts = Counts(
        name="become", title="What has become of them", rows=table.rows, columns=(FATES,),
        cells=tuple((table.cells[row, FATES],) for row in table.rows),
    )  # fmt: skip
    went = [
        (_name(visit, work, uid), each.removeprefix(NO_LONGER))
        for uid, each in fate.items()
        if listed.places is None and each.startswith(NO_LONGER)
    ]
    return Became(counts, sorted(went))


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
    """Who a child on the list is, or one whose records may be that child's: a right of its own, for a reason. Nobody
    learns of their own circle.

    Raises :class:`~api.errors.NotPermitted`, :class:`~api.errors.NotFound` and :class:`~api.access.NearBy`.
    """
    _allowed(visit, Can.NAME, Action.OPEN)
    work = _work(visit, work_id)
    uid = _named(visit, work, name)
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


def _named(visit: Visit, work: Work, name: str) -> str:
    """The uid of a child on a list, or of a candidate of its explanations. Raises NotFound."""
    own = _listed(visit, work).own
    candidates = {uid for line in own.values() for each in line.explanations for uid in each.candidates}
    uid = next((uid for uid in (*own, *sorted(candidates)) if _name(visit, work, uid) == name), None)
    if uid is None:
        raise NotFound
    return uid


def hand_over(visit: Visit, work_id: str, name: str, agency: str, reason: str) -> None:
    """Hand a child over to an agency for enquiries, with everything known. The analyst is out of it from then on."""
    _allowed(visit, Can.ANALYSE, Action.OPEN)
    work = _work(visit, work_id)
    uid, whole, _ = _found(visit, work, name)
    if _book(visit).line(uid) is None:
        raise Changed(
            "This child is no longer on the list: a line stays here until enough of its like have gone."
        )
    _book(visit).log(
        uid, visit.account.username, agency, f"Handed over: {reason}", "", "First enquiries", line=whole
    )
    visit.record(
        reason=reason, subjects=(uid,), details={"part": "handed over", "agency": agency, "work": work.id}
    )
