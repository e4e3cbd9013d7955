"""Looking names up for a conference, a dated receipt of a search, and an answer for somebody on the telephone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from api.access import Can
from api.context import Visit
from api.errors import NotFound, TooMany
from api.services import people
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.facts import Fact
from model.scope import NARROW_AGENCIES, WITHOUT_CATEGORIES, Purpose, Role, Scope
from model.search import question
from model.views import ChildView, Involvement, SearchHit, WorkerRef

MOST_NAMES = 40
MOST_HITS = 5


@dataclass(frozen=True, slots=True)
class Looked:
    """One line that was asked for, and who fits. ``read`` is False where nothing in the line can be searched for."""

    asked: str
    hits: list[SearchHit]
    read: bool = True


def look_up(visit: Visit, lines: list[str]) -> list[Looked]:
    """Who fits each line (a name, then perhaps a date of birth); one entry in the audit for all, with what was typed.

    Raises NotPermitted and TooMany.
    """
    visit.intends(Action.SEARCH)
    visit.access.require(visit.account, Can.SEARCH)
    wait = visit.parts.rates.count(visit.parts.settings.searches, visit.account.username)
    if wait is not None:
        raise TooMany(retry_after=wait)
    scope = visit.access.scope(visit.account)
    found = [_look(visit, scope, line) for line in lines[:MOST_NAMES]]
    subjects = {hit.person.uid for each in found for hit in each.hits}
    visit.record(
        subjects=tuple(sorted(subjects)),
        count=len(subjects),
        details={"part": "list of names", "asked": [each.asked for each in found]},
    )
    return found


def _look(visit: Visit, scope: Scope, line: str) -> Looked:
    name, born = _parted(line)
    today = now().date()
    try:
        page = reads.search(
            visit.graph, scope, name, born, None, MOST_HITS, None, as_at=today, known_at=today
        )
    except ValueError:
        return Looked(line, [], read=False)
    return Looked(line, list(page.items), read=bool(name or born))


def _parted(line: str) -> tuple[str, str | None]:
    """Name and date of birth of a line; the date is what follows the last comma, semicolon or tab, if it is one."""
    name, mark, last = re.sub(r"[;\t]", ",", line).rpartition(",")
    if mark and question("", last.strip()).born is not None:
        return name.replace(",", " ").strip(), last.strip()
    return line.replace(",", " ").strip(), None


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be told to somebody on the telephone: who is involved and how to ring them, never where anybody is."""

    child: ChildView
    involvements: list[Fact[Involvement]]
    workers: list[Fact[WorkerRef]]


def answer(visit: Visit, uid: str, caller: str, agency: str, rung_back: str, reason: str) -> Answer:
    """Open a child on behalf of a caller, and read what both may know. Both stand in the audit.

    Raises as :func:`api.services.people.open_person`.
    """
    said = f"Asked by {caller} ({agency}), rung back on {rung_back}: {reason}"
    opening = people.open_person(visit, uid, "child", Purpose.HUB, said)
    scope = _of_both(visit.access.scope(visit.account), agency)
    today = now().date()
    visit.intends(Action.READ, uid)
    child = reads.child(visit.graph, scope, uid, as_at=today, known_at=today)
    if child is None:
        raise NotFound
    involved = (
        []
        if child.notice
        else [
            fact
            for fact in reads.involvements(visit.graph, scope, uid, as_at=today, known_at=today)
            if fact.value.status == "open"
        ]
    )
    visit.record(
        purpose=opening.purpose.value,
        reason=said,
        count=len(involved),
        details={"part": "mediated answer", "caller": caller, "agency": agency, "rung_back": rung_back},
    )
    return Answer(child, involved, [] if child.notice else child.workers)


def _of_both(own: Scope, agency: str) -> Scope:
    """What both the reader and a practitioner of the caller's agency may see: no clearance, no sensitive service."""
    narrower = min((own.agency, agency), key=_breadth)
    return replace(
        own, role=Role.PRACTITIONER, agency=narrower, services=(), clearances=frozenset(), purpose=Purpose.HUB
    )


def _breadth(agency: str | None) -> int:
    if agency in NARROW_AGENCIES:
        return 0
    return 1 if agency in WITHOUT_CATEGORIES else 2
