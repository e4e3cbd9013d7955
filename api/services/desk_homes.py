"""Homes on the steward's desk: every look and every decision has its entry in the audit before the answer."""

from __future__ import annotations

from api.context import Visit
from api.errors import Invalid
from api.services.desk import keep_out, opened_desk, told
from api.stewardship_homes import HomeStewardship
from api.store.audit import Action
from model.addresses import postcode
from model.desk_homes import HomeDecidedView, HomeEffectView, HomePairView, JudgedHome
from model.facts import Page
from model.judging import Decision, HomeVerdict


def _desk(visit: Visit, action: Action) -> HomeStewardship:
    """The desk of who asks. Raises NotPermitted, and Unavailable where decisions cannot be taken."""
    visit.intends(action)
    scope = visit.access.judging(visit.account)
    return HomeStewardship(visit.graph, scope, opened_desk(visit))


def of_postcode(visit: Visit, typed: str) -> list[JudgedHome]:
    """The homes of a postcode. Raises Invalid for what is none."""
    desk = _desk(visit, Action.SEARCH)
    code = postcode(typed)
    if code is None:
        raise Invalid([("postcode", "Give a whole postcode, such as N9 7AB.")])
    found = desk.of_postcode(code)
    visit.record(
        count=len(found),
        details={"part": "addresses of a postcode", "addresses": [each.uid for each in found]},
    )
    return found


def alike(visit: Visit) -> list[list[JudgedHome]]:
    """Homes that are written alike and stand apart."""
    found = _desk(visit, Action.READ).alike()
    uids = [each.uid for group in found for each in group]
    visit.record(count=len(found), details={"part": "addresses written alike", "addresses": uids})
    return found


def compare(visit: Visit, left: str, right: str) -> HomePairView:
    """Two homes side by side, each named by a token or a uid."""
    desk = _desk(visit, Action.READ)
    with told():
        keep_out(visit, desk.people(left, right))
        view = desk.pair(left, right)
    visit.record(details={"part": "two addresses side by side", "pair": view.pair, "addresses": _uids(view)})
    return view


def effect(visit: Visit, left: str, right: str, verdict: HomeVerdict) -> HomeEffectView:
    """What a decision would make of the two."""
    desk = _desk(visit, Action.READ)
    with told():
        people = desk.people(left, right)
        keep_out(visit, people)
        found = desk.effect(desk.decision(left, right, verdict, "", visit.account.username, None))
    visit.record(
        subjects=tuple(people),
        count=found.people,
        details={"part": "what a decision on addresses would change"},
    )
    return found


def decide(
    visit: Visit, left: str, right: str, verdict: HomeVerdict, reason: str, state: str
) -> HomeDecidedView:
    """Take a decision; its entry."""
    desk = _desk(visit, Action.JUDGE)
    with told():
        return _enter(
            visit, desk, desk.decision(left, right, verdict, reason, visit.account.username, state), reason
        )


def undo(visit: Visit, pair: str, reason: str, state: str) -> HomeDecidedView:
    """Take back what stands about two homes."""
    desk = _desk(visit, Action.JUDGE)
    with told():
        decision = desk.undoing(*desk.pair_of(pair), reason, visit.account.username, state)
        return _enter(visit, desk, decision, reason)


def pair(visit: Visit, pair_id: str) -> HomePairView:
    """Two homes that somebody decided about, by the name of the pair."""
    desk = _desk(visit, Action.READ)
    with told():
        left, right = desk.pair_of(pair_id)
    return compare(visit, left, right)


def decided(visit: Visit, limit: int, cursor: str | None) -> Page[HomeDecidedView]:
    """What people have decided about homes, newest first."""
    desk = _desk(visit, Action.READ)
    part = visit.parts.cursors.part(
        ("decided homes", visit.account.username), desk.decisions(), cursor, limit
    )
    visit.record(count=len(part.items), details={"part": "decisions on addresses"})
    return part


def _enter(visit: Visit, desk: HomeStewardship, decision: Decision, reason: str) -> HomeDecidedView:
    people = desk.people(*decision.pair)
    keep_out(visit, people)
    entries = desk.decide(decision)
    visit.record(
        subjects=tuple(people),
        reason=reason,
        count=len(entries),
        details={"part": "addresses", "entries": list(entries), "verdicts": [decision.verdict]},
    )
    visit.forget()
    return next(each for each in desk.decisions() if each.uid in entries)


def _uids(view: HomePairView) -> list[str]:
    return sorted({view.left.uid, view.right.uid})
