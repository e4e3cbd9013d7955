"""The worklist: findings that wait, narrowed, folded by home, counted, page by page, and shared out fairly."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.access import ROLES, Can
from api.store.accounts import Account
from api.store.patterns import Kept
from model.findings import FindingView, HouseholdItem, Worker, Worklist
from model.guards import Clearance

AT_ONCE = 25
"""Homes of one page."""
NOBODY = "-"
"""Stands for nobody where the name of an account is asked for."""
BUDGET = 5
"""Homes that are given to one worker in a week, more of which nobody reads. Assumed (domain note 6)."""
WEEK = dt.timedelta(days=7)
PROTECTED = frozenset({Clearance.LOCATION, Clearance.HIDDEN})
"""Clearances without which nobody is given what concerns somebody protected."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which findings a reader asks for. ``decided``: those that were decided about, too; ``held``: historic matches
    that wait to be released, instead; ``protected``: only those about protected people."""

    pattern: str = ""
    assigned: str = ""
    since: dt.date | None = None
    decided: bool = False
    held: bool = False
    protected: bool = False
    page: int = 1
    size: int = AT_ONCE

    def lacks(self, kept: Kept) -> frozenset[str]:
        """By what a finding is left out."""
        by = {
            "pattern": bool(self.pattern) and kept.pattern != self.pattern.upper(),
            "assigned": bool(self.assigned) and (kept.assigned_to or NOBODY) != self.assigned,
            "protected": self.protected and not kept.protected,
            "since": self.since is not None and (kept.evidence_on is None or kept.evidence_on < self.since),
        }
        return frozenset(name for name, out in by.items() if out)


EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class Folded:
    """The homes of what was asked for, the most recent evidence first, with what the other choices would give."""

    homes: Sequence[Sequence[Kept]]
    patterns: Mapping[str, int]
    given: Mapping[str, int]
    protected: int

    def page(self, asked: Narrowing) -> Sequence[Sequence[Kept]]:
        """The homes of one page."""
        start = (self.at(asked) - 1) * asked.size
        return self.homes[start : start + asked.size]

    def at(self, asked: Narrowing) -> int:
        """The page that is shown: the last one where fewer are left than were asked for."""
        return max(1, min(asked.page, self.pages(asked)))

    def pages(self, asked: Narrowing) -> int:
        """How many pages there are."""
        return max(1, math.ceil(len(self.homes) / asked.size))


def folded(kept: Iterable[Kept], asked: Narrowing) -> Folded:
    """Findings by home. Each home stands where its most recent evidence puts it, with all its findings."""
    homes: dict[str, list[Kept]] = defaultdict(list)
    patterns: Counter[str] = Counter()
    given: defaultdict[str, set[str]] = defaultdict(set)
    protected = 0
    for each in kept:
        out = asked.lacks(each)
        patterns[each.pattern] += out <= {"pattern"}
        protected += each.protected and out <= {"protected"}
        if out <= {"assigned"}:
            given[each.assigned_to or NOBODY].add(each.household)
        if not out:
            homes[each.household].append(each)
    in_order = sorted(
        (sorted(some, key=_latest_first) for some in homes.values()), key=lambda some: _latest_first(some[0])
    )
    return Folded(in_order, +patterns, {name: len(some) for name, some in given.items()}, protected)


def _latest_first(kept: Kept) -> tuple[int, str]:
    return -(kept.evidence_on or dt.date.min).toordinal(), kept.id


def listed(
    found: Folded, asked: Narrowing, views: Mapping[str, FindingView], silent: Mapping[str, list[str]],
    workers: list[Worker],
) -> Worklist:  # fmt: skip
    """The page of a worklist, with those findings that exist for the reader."""
    items = []
    for some in found.page(asked):
        shown = [views[each.id] for each in some if each.id in views]
        if shown:
            children = {view.child.uid: view.child for view in shown}
            items.append(
                HouseholdItem(
                    household=some[0].household, children=list(children.values()), findings=shown,
                    evidence_on=max((view.evidence_on for view in shown if view.evidence_on), default=None),
                )
            )  # fmt: skip
    return Worklist(
        items=items, homes=len(found.homes), findings=sum(len(some) for some in found.homes),
        page=found.at(asked), pages=found.pages(asked), patterns=dict(found.patterns), given=dict(found.given),
        protected=found.protected, silent=dict(silent), workers=workers,
    )  # fmt: skip


def workers(accounts: Iterable[Account], given: Iterable[tuple[str, str]]) -> list[Worker]:
    """Who looks at findings, and how many homes each was given this week. ``given``: account and home."""
    homes = Counter(account for account, _ in set(given))
    return [
        Worker(
            account=each.username, name=each.name, given=homes[each.username], most=BUDGET,
            cleared=each.clearances >= PROTECTED,
        )
        for each in accounts
        if each.enabled and Can.REVIEW in ROLES[each.role]
    ]  # fmt: skip


def shared_out(
    homes: Iterable[Sequence[Kept]], among: Iterable[Worker],
    apart: Callable[[str, Collection[str]], bool] = lambda _account, _children: False,
) -> dict[str, list[Kept]]:  # fmt: skip
    """Whom to give homes that nobody has: in order, each to whoever was given the fewest this week, until nobody may
    be given more. What concerns somebody protected goes to those with the clearance. ``apart``: whether an account is
    of the circle of one of these children."""
    count = {each.account: each.given for each in among}
    cleared = {each.account for each in among if each.cleared}
    shares: dict[str, list[Kept]] = defaultdict(list)
    for some in homes:
        if any(each.assigned_to for each in some):
            continue
        may = [name for name in count if count[name] < BUDGET]
        if not may:
            break
        if any(each.protected for each in some):
            may = [name for name in may if name in cleared]
        children = {each.child for each in some}
        for name in sorted(may, key=lambda name: (count[name], name)):
            if not apart(name, children):
                count[name] += 1
                shares[name] += some
                break
    return dict(shares)
