"""The quality of the data: who sees which part of it, and what they do about it. Each has its entry in the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from api.access import ROLES, Can, NearBy
from api.context import Visit
from api.corrections import mark_wrong
from api.errors import Changed, Invalid, NotFound, NotPermitted
from api.services import people
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from graph.reads.corrections import ALL
from graph.system import run, run_rows
from model.facts import Page
from model.quality import (
    Conflict,
    Correction,
    Coverage,
    HeldDelivery,
    OutboxItem,
    Said,
    Scorecard,
    Unplaced,
)
from model.scope import Role, Scope

T = TypeVar("T")


def coverage(visit: Visit) -> Coverage:
    """Who takes part and what share of the children is here."""
    visit.intends(Action.READ)
    found = visit.parts.kept.coverage()
    if found is None:
        raise NotFound
    visit.record(count=1, details={"part": "coverage"})
    return found


def scorecards(visit: Visit) -> list[Scorecard]:
    """The scorecard of every feed. Holds nobody."""
    visit.intends(Action.READ)
    found = visit.parts.kept.of("scorecards", reads.scorecards)
    visit.record(count=len(found), details={"part": "scorecards"})
    return found


def scorecard(visit: Visit, feed: str) -> Scorecard:
    """One feed's. Raises NotFound."""
    found = next((each for each in scorecards(visit) if each.feed.feed == feed), None)
    if found is None:
        raise NotFound
    return found


def conflicts(visit: Visit, limit: int, cursor: str | None, action: Action = Action.READ) -> Page[Conflict]:
    """Where agencies disagree, the oldest first: for data stewards; a steward of one agency sees what concerns it."""
    _may(visit, action, Can.JUDGE)
    own = visit.account.agency
    found = [
        each
        for each in visit.parts.kept.of("conflicts", reads.conflicts)
        if own is None or any(party.agency == own for party in each.parties)
    ]
    if own is not None:
        found = [_only_theirs(each, own) for each in found]
    return _page(visit, "conflicts", found, limit, cursor, lambda each: each.person.uid)


def outbox(visit: Visit, agency: str | None, action: Action = Action.READ) -> tuple[str, list[OutboxItem]]:
    """What goes back to an agency: its own stewards, or one of no agency, for any. Raises NotFound for another's."""
    _may(visit, action, Can.JUDGE)
    own = visit.account.agency
    wanted = agency or own
    known = wanted is not None and (wanted == own if own is not None else wanted in agencies(visit))
    if wanted is None or not known:
        raise NotFound
    found = visit.parts.kept.of("conflicts", reads.conflicts)
    items = reads.outbox(visit.graph, wanted, now().date(), found)
    visit.record(count=len(items), details={"part": "outbox", "agency": wanted})
    return wanted, items


def unplaced(visit: Visit, limit: int, cursor: str | None, action: Action = Action.READ) -> Page[Unplaced]:
    """Children without a home that could be placed: for data stewards and safeguarding leads."""
    _may(visit, action, Can.JUDGE, Can.REVIEW)
    found = visit.parts.kept.of("unplaced", lambda graph, today: reads.unplaced(graph, reads.NOBODY, today))
    return _page(visit, "unplaced", found, limit, cursor, lambda each: each.person.uid)


def corrections(visit: Visit, limit: int, cursor: str | None) -> Page[Correction]:
    """Values that were marked wrong, those that wait first: for data stewards, of their own agency."""
    _may(visit, Action.READ, Can.JUDGE)
    own = visit.account.agency
    found = [
        each
        for each in reads.corrections(visit.graph, now().date(), ALL)
        if own is None or each.agency == own
    ]
    found.sort(key=lambda each: each.status != "open")
    return _page(
        visit, "corrections", found, limit, cursor, lambda each: each.person.uid if each.person else ""
    )


def values(visit: Visit, uid: str) -> list[Said]:
    """Everything that records say of a child, as it may be marked wrong."""
    scope = _reader(visit, uid, Action.READ)
    found = reads.values(visit.graph, scope, uid, now().date())
    visit.record(count=len(found), details={"part": "values"})
    return found


def mark(visit: Visit, uid: str, record: str, part: str, claim: str | None, note: str | None) -> Correction:
    """Mark a value of a child's record wrong. Raises Invalid where no record says such a thing now, and Changed where
    it is marked already."""
    scope = _reader(visit, uid, Action.CORRECT)
    said = next(
        (
            each
            for each in reads.values(visit.graph, scope, uid, now().date())
            if (each.record, each.part, each.claim) == (record, part, claim)
        ),
        None,
    )
    if said is None:
        raise Invalid([("part", "No record says this now. Load the page again.")])
    if said.contested:
        raise Changed("This has been marked wrong already, and its owner has not answered yet.")
    account = visit.account
    (entry,) = mark_wrong(
        visit.parts.graph, [said], by=account.username, by_agency=account.agency, note=note or None
    )
    visit.record(count=1, details={"correction": entry, "agency": said.agency, "value": said.part})
    visit.forget()
    return next(each for each in reads.contested(visit.graph, scope, uid) if each.uid == entry)


def answer(visit: Visit, correction: str, outcome: str, text: str | None) -> Correction:
    """The owner's answer. Raises NotFound for one that is not theirs, and Changed for one that is answered."""
    _may(visit, Action.CORRECT, Can.JUDGE)
    today = now().date()
    found = {each.uid: each for each in reads.corrections(visit.graph, today, ALL)}.get(correction)
    if found is None or visit.account.agency not in (None, found.agency):
        raise NotFound
    if found.status != "open":
        raise Changed("This has been answered already.")
    _keep_out(visit, found.person.uid if found.person else "")
    properties = {
        "status": "answered",
        "outcome": outcome,
        "answer": text or None,
        "answered_by": visit.account.username,
        "answered_at": now(),
    }
    run_rows(visit.parts.graph, "ledger/put_corrections", [{"uid": correction, "properties": properties}])
    visit.record(count=1, details={"correction": correction, "outcome": outcome})
    visit.forget()
    return next(each for each in reads.corrections(visit.graph, today, ALL) if each.uid == correction)


def held(visit: Visit) -> list[HeldDelivery]:
    """Deliveries that wait for a person: for data stewards and administrators, of their own agency."""
    _keeps_deliveries(visit, Action.READ)
    found = _own_deliveries(visit)
    visit.record(count=len(found), details={"part": "held deliveries"})
    return found


def decide_delivery(visit: Visit, uid: str, *, release: bool, because: str) -> HeldDelivery:
    """Release or refuse a delivery that is held; it is loaded with the next night, or by ``kith feed release``.

    Raises NotFound, and Changed where somebody has decided already.
    """
    _keeps_deliveries(visit, Action.JUDGE)
    found = next((each for each in _own_deliveries(visit) if each.uid == uid), None)
    if found is None:
        raise NotFound
    status = "released" if release else "refused"
    entered = run(
        visit.parts.graph, "ledger/decide_delivery",
        uid=uid, status=status, by=visit.account.username, at=now(), because=because,
    )  # fmt: skip
    if not entered:
        raise Changed("Somebody has decided about this delivery already.")
    visit.record(reason=because, count=1, details={"delivery": uid, "decided": status})
    visit.forget()
    return next(each for each in reads.held(visit.graph) if each.uid == uid)


def _own_deliveries(visit: Visit) -> list[HeldDelivery]:
    own = visit.account.agency
    return [each for each in reads.held(visit.graph) if own is None or each.agency_code == own]


def _keeps_deliveries(visit: Visit, action: Action) -> None:
    visit.intends(action)
    if visit.account.role not in (Role.DATA_STEWARD, Role.ADMINISTRATOR):
        raise NotPermitted


def _may(visit: Visit, action: Action, *any_of: Can) -> None:
    visit.intends(action)
    if not ROLES[visit.account.role] & set(any_of):
        raise NotPermitted


def _reader(visit: Visit, uid: str, action: Action) -> Scope:
    """The scope of a practitioner who has opened the child, or of a steward who may look at records."""
    if Can.JUDGE not in ROLES[visit.account.role]:
        return people.opened(visit, uid, "child", action).scope
    visit.intends(action, uid)
    scope = visit.access.judging(visit.account)
    today = now().date()
    if uid not in reads.person_refs(visit.graph, scope, [uid], as_at=today, known_at=today):
        raise NotFound
    _keep_out(visit, uid)
    return scope


def _keep_out(visit: Visit, uid: str) -> None:
    """Nobody sees to their own record, their family's or their neighbours'. Raises NearBy."""
    visit.subjects = (uid,)
    ground = visit.access.near_by(visit.account, uid, visit.access.judging(visit.account))
    if ground is not None:
        raise NearBy(ground)


def _only_theirs(conflict: Conflict, agency: str) -> Conflict:
    """A conflict as one of its agencies may see it: that there is one, and their own value."""
    parties = [party for party in conflict.parties if party.agency == agency]
    return conflict.model_copy(update={"parties": parties})


def _page(
    visit: Visit, name: str, found: Sequence[T], limit: int, cursor: str | None, uid: Callable[[T], str]
) -> Page[T]:
    """One page of a list, without whoever is near the reader."""
    scope = visit.access.scope(visit.account)
    kept = [each for each in found if not visit.access.near_by(visit.account, uid(each), scope)]
    part = visit.parts.cursors.part((name, visit.account.username), kept, cursor, limit)
    subjects = tuple(sorted({uid(each) for each in part.items}))
    visit.record(count=len(part.items), subjects=subjects, details={"part": name})
    return part


def agencies(visit: Visit) -> list[str]:
    """Codes of the agencies that have delivered."""
    return reads.agency_codes(visit.graph, now().date())


def outbox_choice(visit: Visit) -> None:
    """A steward of no agency is about to choose one: nothing is read."""
    _may(visit, Action.READ, Can.JUDGE)
    visit.record(count=0, details={"part": "outbox"})
