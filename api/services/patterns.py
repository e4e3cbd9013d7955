"""Patterns and findings for leads: every look and every decision has its entry in the audit before the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from api.access import Can, NearBy
from api.context import Visit
from api.errors import Changed, NotFound
from api.patternwork import PatternError, PatternWork
from api.store.audit import Action
from api.store.clock import now
from api.store.patterns import Disposition, Entry
from api.worklist import Narrowing
from graph.patterns import pattern_cases
from model.findings import CaseView, FindingView, LogView, PatternState, Preview, Worker, Worklist
from model.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Published:
    """One pattern with all that is known of it here."""

    pattern: Pattern
    state: PatternState
    cases: list[CaseView]
    log: list[LogView]
    values: dict[str, int]
    proposal: LogView | None
    held: int
    """Historic matches that wait to be released."""


def _work(visit: Visit, action: Action) -> PatternWork:
    """Raises NotPermitted for every role but leads."""
    visit.intends(action)
    visit.access.require(visit.account, Can.REVIEW)
    scope = visit.access.scope(visit.account)
    own = visit.parts.settings.own_authorities
    return PatternWork(visit.parts.graph, visit.parts.store, scope, now().date(), own)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except PatternError as error:
        raise Changed(str(error)) from None


def states(visit: Visit) -> list[PatternState]:
    """Every pattern and how it stands."""
    found = _work(visit, Action.READ).states()
    visit.record(count=len(found), details={"part": "patterns"})
    return found


def published(visit: Visit, id_: str) -> Published:
    """One pattern. Raises NotFound."""
    work = _work(visit, Action.READ)
    try:
        made = work.made(id_)
    except PatternError:
        raise NotFound from None
    proposal = work.kept.proposal(made.id)
    log = [_logged(each) for each in work.kept.log(made.id)]
    state = next(each for each in work.states() if each.id == made.id)
    visit.record(details={"part": "pattern", "pattern": made.id})
    waiting = work.worklist(Narrowing(pattern=made.id, held=True, size=1))
    values = work.asking(made).values(made)
    return Published(
        made,
        state,
        pattern_cases(made),
        log,
        values,
        _logged(proposal) if proposal else None,
        waiting.findings,
    )


def _logged(entry: Entry) -> LogView:
    return LogView(
        what=entry.what.value, thresholds=dict(entry.thresholds), by=entry.by, at=entry.at, reason=entry.reason,
        before=entry.before, after=entry.after,
    )  # fmt: skip


def preview(visit: Visit, id_: str, thresholds: Mapping[str, int]) -> Preview:
    """What it would find, in numbers. Raises NotFound, and Changed for thresholds that it lacks."""
    work = _work(visit, Action.READ)
    try:
        work.made(id_)
    except PatternError:
        raise NotFound from None
    with _told():
        found = work.preview(id_, thresholds)
    visit.record(details={"part": "preview", "pattern": found.pattern, "thresholds": dict(thresholds)})
    return found


def change(
    visit: Visit,
    id_: str,
    what: str,
    reason: str,
    thresholds: Mapping[str, int],
    *,
    although_off: bool = False,
) -> None:
    """Propose, approve, release or switch off. Raises Changed with what stands in the way."""
    work = _work(visit, Action.JUDGE)
    with _told():
        if what == "propose":
            work.propose(id_, thresholds, reason, although_off=although_off)
        elif what == "approve":
            work.approve(id_, reason)
        elif what == "release":
            work.release(id_, reason)
        else:
            work.switch_off(id_, reason)
    visit.record(reason=reason, details={"part": what, "pattern": id_, "thresholds": dict(thresholds)})


def worklist(visit: Visit, asked: Narrowing) -> Worklist:
    """One page of findings by home, without those about the lead's own circle."""
    found = _work(visit, Action.READ).worklist(asked)
    far = [item for item in found.items if not any(_near(visit, child.uid) for child in item.children)]
    subjects = tuple(sorted({child.uid for item in far for child in item.children}))
    visit.record(count=len(far), subjects=subjects, details={"part": "findings", "page": found.page})
    return found.model_copy(update={"items": far})


def share_out(visit: Visit, asked: Narrowing) -> dict[str, int]:
    """Give homes that nobody has to those who look at findings, to nobody those of their own circle."""
    accounts = {each.username: each for each in visit.parts.accounts.all()}

    def apart(account: str, children: Collection[str]) -> bool:
        holder = accounts[account]
        scope = visit.access.scope(holder)
        return any(visit.access.near_by(holder, uid, scope) is not None for uid in children)

    shares = _work(visit, Action.JUDGE).share_out(asked, apart)
    visit.record(count=sum(shares.values()), details={"part": "shared out", "homes": shares})
    return shares


def workers(visit: Visit) -> list[Worker]:
    """Who looks at findings, and what each was given this week."""
    return _work(visit, Action.READ).workers()


def finding(visit: Visit, id_: str) -> FindingView:
    """One finding in full. Raises NotFound, and NearBy for one about the lead's own circle."""
    view = _finding(visit, _work(visit, Action.READ), id_)
    visit.record(subjects=(view.child.uid,), details={"part": "finding", "finding": id_})
    return view


def decide(visit: Visit, id_: str, kind: Disposition, reason: str, until: dt.date | None) -> FindingView:
    """Decide about one finding."""
    work = _work(visit, Action.JUDGE)
    _finding(visit, work, id_)
    with _told():
        view = work.dispose(id_, kind, reason, until)
    details = {"part": "finding", "finding": id_, "kind": kind.value}
    visit.record(subjects=(view.child.uid,), reason=reason, details=details)
    return view


def assign(visit: Visit, id_: str, to: str | None) -> FindingView:
    """Say who looks at a finding and at what else waits about that home. Raises Changed."""
    work = _work(visit, Action.JUDGE)
    before = _finding(visit, work, id_)
    holder = visit.parts.accounts.get(to) if to else None
    if holder and visit.access.near_by(holder, before.child.uid, visit.access.scope(holder)) is not None:
        raise Changed(f"{to} may not look at this one: give it to somebody else.")
    with _told():
        view = work.assign(id_, to)
    visit.record(subjects=(view.child.uid,), details={"part": "assignment", "finding": id_, "to": to})
    return view


def _finding(visit: Visit, work: PatternWork, id_: str) -> FindingView:
    try:
        view = work.why(id_)
    except PatternError:
        raise NotFound from None
    scope = visit.access.scope(visit.account)
    ground = visit.access.near_by(visit.account, view.child.uid, scope)
    if ground is not None:
        raise NearBy(ground)
    return view


def _near(visit: Visit, uid: str) -> bool:
    return visit.access.near_by(visit.account, uid, visit.access.scope(visit.account)) is not None
