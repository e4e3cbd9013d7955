"""The steward's desk: every look and every decision has its entry in the audit before the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from api.access import NearBy
from api.context import Visit
from api.errors import Changed, Invalid, NotFound, Unavailable
from api.shapes import AlikeView
from api.stewardship import Desk, Stewardship, sampled
from api.store.audit import Action
from api.store.clock import now
from graph.waiting_list import Narrowed, Place, place
from model.desk import DecidedView, EffectView, PairView, QueueItem, Stake, Why
from model.facts import Page
from model.judging import (
    BusyError,
    Decision,
    DecisionError,
    NoSuchPairError,
    NothingToUndoError,
    NotMatchedError,
    StaleDecisionError,
    Verdict,
    pair_id,
)

RETRY_AFTER_S = 60


@contextmanager
def told() -> Iterator[None]:
    """Failures of the desk as answers."""
    try:
        yield
    except NoSuchPairError:
        raise NotFound from None
    except (StaleDecisionError, NothingToUndoError) as error:
        raise Changed(str(error)) from None
    except (BusyError, NotMatchedError) as error:
        raise Unavailable(str(error), retry_after=RETRY_AFTER_S) from None
    except DecisionError as error:
        raise Invalid([("verdict", str(error))]) from None


def _desk(visit: Visit, action: Action) -> Stewardship:
    """The desk of who asks. Raises NotPermitted, and Unavailable where decisions cannot be taken."""
    visit.intends(action)
    scope = visit.access.judging(visit.account)
    return Stewardship(visit.graph, scope, opened_desk(visit), now().date())


def opened_desk(visit: Visit) -> Desk:
    """The way in for decisions. Raises Unavailable where there is none."""
    if visit.parts.open_desk is None:
        raise Unavailable
    return visit.parts.open_desk()


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of those who wait. ``counts``: how many there are by what is at stake, of the part that was asked for;
    ``feeds``: those of which a record waits."""

    page: Page[QueueItem]
    counts: dict[Stake, int]
    feeds: list[str]


def queue(visit: Visit, limit: int, cursor: str | None, only: Narrowed) -> Queue:
    """One page of those who wait, gravest first."""
    desk = _desk(visit, Action.READ)
    named = ("desk", visit.account.username, only.stake or "", only.feed or "", str(only.child))
    position = visit.parts.cursors.read(named, cursor)
    after: Place | None = tuple(json.loads(position)) if position else None
    found = desk.waiting(limit + 1, after, only)
    shown = found[:limit]
    items = [item for item in desk.items(shown) if not _near(visit, item.left.uid, item.right.uid)]
    subjects = tuple(sorted({uid for item in items for uid in (item.left.uid, item.right.uid)}))
    visit.record(count=len(items), subjects=subjects, details={"part": "pairs that wait"})
    following = visit.parts.cursors.make(named, json.dumps(place(shown[-1])) if len(found) > limit else None)
    return Queue(Page[QueueItem](items=items, next_cursor=following), desk.counts(only), desk.feeds())


def pair(visit: Visit, pair_id: str) -> PairView:
    """A pair that has been judged before, by its name."""
    desk = _desk(visit, Action.READ)
    with told():
        return _look(visit, desk, *desk.keys_of(pair_id))


def compare(visit: Visit, left: str, right: str) -> PairView:
    """Any two records, by key or by person."""
    desk = _desk(visit, Action.READ)
    with told():
        return _look(visit, desk, desk.record_of(left), desk.record_of(right))


def effect(visit: Visit, left: str, right: str, verdict: Verdict) -> EffectView:
    """Whom a decision would change."""
    desk = _desk(visit, Action.READ)
    with told():
        decision = Decision(desk.record_of(left), desk.record_of(right), verdict, "", visit.account.username)
        return _foreseen(visit, desk.effect([decision]))


def why(visit: Visit, left: str, right: str) -> Why:
    """Why two records are, or are not, one person's, without their values."""
    desk = _desk(visit, Action.READ)
    with told():
        one, other = desk.record_of(left), desk.record_of(right)
        uids = tuple(sorted(set(desk.people_of(one, other))))
        keep_out(visit, uids)
        found = desk.why(one, other)
    visit.record(subjects=uids, details={"part": "why", "pair": pair_id(one, other)})
    return found


def _foreseen(visit: Visit, found: EffectView) -> EffectView:
    uids = tuple(sorted({each.uid for each in (*found.before, *found.after) if each.uid}))
    keep_out(visit, uids)
    visit.record(subjects=uids, count=len(uids), details={"part": "whom a decision would change"})
    return found


def decide(visit: Visit, left: str, right: str, verdict: Verdict, reason: str, state: str) -> DecidedView:
    """Take a decision; its entry."""
    desk = _desk(visit, Action.JUDGE)
    with told():
        decision = Decision(
            desk.record_of(left), desk.record_of(right), verdict, reason, visit.account.username, state
        )
        return _enter(visit, desk, [decision], reason)[0]


def undo(visit: Visit, pair_id: str, reason: str, state: str, *, together: bool = False) -> DecidedView:
    """Take back what stands about a pair; ``together``: with all that was decided in one act with it."""
    desk = _desk(visit, Action.JUDGE)
    with told():
        decisions = desk.undoing(pair_id, reason, visit.account.username, state, together=together)
        return next(each for each in _enter(visit, desk, decisions, reason) if each.pair == pair_id)


def effect_of_undo(visit: Visit, pair_id: str, *, together: bool = False) -> EffectView:
    """Whom taking back would change."""
    desk = _desk(visit, Action.READ)
    with told():
        return _foreseen(
            visit, desk.effect(desk.undoing(pair_id, "", visit.account.username, together=together))
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What else there is about a pair: whether others wait on the same evidence, whether it was ever judged, and how
    many decisions stand that were taken in one act with the one on it."""

    alike: bool
    known: bool
    together: int


def around(visit: Visit, view: PairView) -> Around:
    """What a page says beside a pair that was looked at."""
    desk = Stewardship(visit.graph, visit.access.judging(visit.account), opened_desk(visit), now().date())
    act = next((each.act for each in view.history if each.standing), None)
    try:
        known = bool(desk.keys_of(view.pair))
    except NoSuchPairError:
        known = False
    return Around(known and desk.has_alike(view.pair), known, len(desk.decided_together(act)))


def decided(visit: Visit, limit: int, cursor: str | None) -> Page[DecidedView]:
    """What people have decided, newest first."""
    desk = _desk(visit, Action.READ)
    part = visit.parts.cursors.part(("decided", visit.account.username), desk.decisions(), cursor, limit)
    found = [each for each in desk.decided(part.items) if not _near(visit, each.left.uid, each.right.uid)]
    subjects = tuple(sorted({uid for each in found for uid in (each.left.uid, each.right.uid)}))
    visit.record(count=len(found), subjects=subjects, details={"part": "decisions"})
    return Page[DecidedView](items=found, next_cursor=part.next_cursor)


def alike(visit: Visit, pair_id: str) -> AlikeView:
    """The pairs that wait on the same evidence as this one, with a sample in full."""
    desk = _desk(visit, Action.READ)
    with told():
        found = desk.alike(pair_id)
        sample = [desk.pair(each.left, each.right) for each in sampled(found)]
        uids = tuple(sorted({uid for each in found for uid in each.people}))
        keep_out(visit, uids)
        visit.record(
            count=len(found), subjects=uids, details={"part": "pairs on identical evidence", "pair": pair_id}
        )
        return AlikeView(count=len(found), looked_at=desk.looked_at(found), sample=sample)


def effect_alike(visit: Visit, pair_id: str, verdict: Verdict, looked_at: str) -> tuple[EffectView, int]:
    """Whom one decision on all of them would change, and how many they are. Raises Changed where they are others than
    those looked at."""
    desk = _desk(visit, Action.READ)
    with told():
        decisions = desk.on_all(pair_id, verdict, "", visit.account.username, looked_at)
        return _foreseen(visit, desk.effect(decisions)), len(decisions)


def decide_alike(visit: Visit, pair_id: str, verdict: Verdict, reason: str, looked_at: str) -> list[str]:
    """One decision on all of them; the uids of the entries."""
    desk = _desk(visit, Action.JUDGE)
    with told():
        found = desk.alike(pair_id)
        uids = tuple(sorted({uid for each in found for uid in each.people}))
        keep_out(visit, uids)
        details = {"pairs": [each.pair for each in found], "verdict": verdict, "alike": pair_id}
        entries = desk.decide_alike(pair_id, verdict, reason, visit.account.username, looked_at)
    visit.record(subjects=uids, reason=reason, count=len(entries), details=details)
    return list(entries)


def _enter(visit: Visit, desk: Stewardship, decisions: Sequence[Decision], reason: str) -> list[DecidedView]:
    looked = [desk.people_of(each.left, each.right) for each in decisions]
    uids = tuple(sorted({uid for people in looked for uid in people}))
    keep_out(visit, uids)
    entries = desk.decide(decisions)
    visit.record(
        subjects=uids,
        reason=reason,
        count=len(entries),
        details={"entries": list(entries), "verdicts": [each.verdict for each in decisions]},
    )
    visit.forget()
    found = {each.uid: each for each in desk.entries(entries)}
    return [found[entry] for entry in entries]


def _look(visit: Visit, desk: Stewardship, left: str, right: str) -> PairView:
    keep_out(visit, desk.people_of(left, right))
    view = desk.pair(left, right)
    uids = tuple(sorted({view.left.person.uid, view.right.person.uid}))
    visit.record(subjects=uids, details={"part": "two records side by side", "pair": view.pair})
    return view


def _near(visit: Visit, *uids: str) -> bool:
    scope = visit.access.judging(visit.account)
    return any(visit.access.near_by(visit.account, uid, scope) for uid in uids)


def keep_out(visit: Visit, uids: Sequence[str]) -> None:
    """Nobody judges themselves, their household or family, or their neighbours. Raises NearBy."""
    scope = visit.access.judging(visit.account)
    visit.subjects = tuple(uids)
    for uid in uids:
        ground = visit.access.near_by(visit.account, uid, scope)
        if ground is not None:
            raise NearBy(ground)
