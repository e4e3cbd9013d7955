"""Patterns and findings for leads: every look and every decision has its entry in the audit before the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from api.access import Can, NearBy
from api.context import Visit
from api.errors import Changed, NotFound
from api.patternwork import PatternError, PatternWork
from api.store.audit import Action
from api.store.clock import now
from api.store.patterns import Disposition
from graph.patterns import pattern_cases
from model.findings import CaseView, FindingView, HouseholdItem, LogView, PatternState, Preview
from model.patterns import Pattern

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Published:
    """One pattern with all that is known of it here."""

    pattern: Pattern
    state: PatternState
    cases: list[CaseView]
    log: list[LogView]
    values: dict[str, int]
    proposed_by: str | None


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


def published(visit: Visit, id_: str, thresholds: Mapping[str, int] | None = None) -> Published:
    """One pattern. Raises NotFound."""
    work = _work(visit, Action.READ)
    try:
        made = work.made(id_)
    except PatternError:
        raise NotFound from None
    proposal = work.kept.proposal(made.id)
    log = [
        LogView(
            what=each.what.value, thresholds=dict(each.thresholds), by=each.by, at=each.at, reason=each.reason,
            before=each.before, after=each.after,
        )
        for each in work.kept.log(made.id)
    ]  # fmt: skip
    state = next(each for each in work.states() if each.id == made.id)
    visit.record(details={"part": "pattern", "pattern": made.id})
    with _told():
        values = work.asking(made, thresholds).values(made)
    by = proposal.by if proposal else None
    return Published(made, state, pattern_cases(made), log, values, by)


def preview(visit: Visit, id_: str, thresholds: Mapping[str, int]) -> Preview:
    """What it would find, in numbers."""
    with _told():
        found = _work(visit, Action.READ).preview(id_, thresholds)
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


def worklist(
    visit: Visit, pattern: str = "", assigned: str = "", *, decided: bool = False, held: bool = False
) -> tuple[list[HouseholdItem], bool]:
    """Findings by home, without those about the lead's own circle; and whether there are more."""
    work = _work(visit, Action.READ)
    found = work.worklist(pattern_id=pattern, assigned=assigned, quiet=decided, held=held, limit=AT_ONCE + 1)
    items = [item for item in found if not any(_near(visit, child.uid) for child in item.children)][:AT_ONCE]
    subjects = tuple(sorted({child.uid for item in items for child in item.children}))
    visit.record(count=len(items), subjects=subjects, details={"part": "findings"})
    return items, len(found) > AT_ONCE


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
    """Say who looks at a finding: an account that there is. Raises Changed."""
    work = _work(visit, Action.JUDGE)
    _finding(visit, work, id_)
    if to and visit.parts.accounts.get(to) is None:
        raise Changed("There is no such account.")
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
