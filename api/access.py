"""Who may open whom. The one place that decides; every deny wins, and a refusal looks like an absence.

A child or an adult is opened by an account whose service is involved, or for a stated purpose of the hub, with a
reason, for one day. Nobody opens themselves, their household or family, or their neighbours. Roles that do not work
with single children open none.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from api.circle import Circle
from api.errors import NoInvolvement, NotFound, NotPermitted, OpeningNeeded
from api.store.accounts import Account
from api.store.clock import now
from api.store.openings import Ground, Opening, Openings
from graph import reads
from graph.gateway import Graph
from graph.reads.moment import Moment
from model.scope import NARROW_AGENCIES, Purpose, Role, Scope
from model.views import AdultView, ChildView

Kind = Literal["child", "adult"]


class Can(StrEnum):
    """What a role may do at all."""

    SEARCH = "search"
    OPEN = "open"
    REVIEW = "review"
    ANALYSE = "analyse"
    """See the list of children whom expected services do not know, under pseudonyms."""
    NAME = "name"
    """Learn who a child on that list is, with a reason."""
    JUDGE = "judge"
    """Decide which records are one person's."""


ROLES: dict[Role, frozenset[Can]] = {
    Role.PRACTITIONER: frozenset({Can.SEARCH, Can.OPEN}),
    Role.SAFEGUARDING_LEAD: frozenset({Can.SEARCH, Can.OPEN, Can.REVIEW, Can.ANALYSE, Can.NAME}),
    Role.ANALYST: frozenset({Can.ANALYSE}),
    Role.DATA_STEWARD: frozenset({Can.JUDGE}),
    Role.ADMINISTRATOR: frozenset(),
}
"""Analysts never open by name; stewards and administrators do not open children for browsing (issue: access)."""


class NearBy(Exception):
    """The account's holder is the person, or lives with or next to them."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground.value)
        self.ground = ground


@dataclass(frozen=True, slots=True)
class Ways:
    """How an account may open one person: the services of its own that are involved, and whether for the hub."""

    view: ChildView | AdultView
    own_services: frozenset[str]
    hub: bool


class Access:
    """The rules over one graph and one store of openings."""

    def __init__(self, graph: Graph, openings: Openings, sample_rate: float) -> None:
        self._graph = graph
        self._openings = openings
        self._sample_rate = sample_rate
        self._circle = Circle(graph)
        self._chance = random.SystemRandom()

    def require(self, account: Account, can: Can) -> None:
        """Raise :class:`NotPermitted` where the role does not do this at all."""
        if can not in ROLES[account.role]:
            raise NotPermitted

    @staticmethod
    def may(account: Account, can: Can) -> bool:
        """Whether the role does this."""
        return can in ROLES[account.role]

    def scope(self, account: Account) -> Scope:
        """What the account sees: built from the account and its openings, never from what a request says."""
        return self._scope(account, self._openings.opened_today(account.username))

    @staticmethod
    def _scope(account: Account, grants: frozenset[str]) -> Scope:
        return Scope(
            account.username,
            account.role,
            account.agency,
            account.services,
            clearances=account.clearances,
            grants=grants,
        )

    def judging(self, account: Account) -> Scope:
        """The scope of a data steward at the desk. Raises :class:`NotPermitted` for every other role."""
        self.require(account, Can.JUDGE)
        return replace(self.scope(account), purpose=Purpose.STEWARDSHIP)

    def near_by(self, account: Account, uid: str, scope: Scope) -> Ground | None:
        """Why somebody is not the account holder's to judge: self, household or family, neighbour."""
        if account.person_uid is None and account.address_uid is None:
            return None
        return self._circle.ground_of_person(account, uid) or self._circle.ground_of_home(account, uid, scope)

    def opening(self, account: Account, uid: str, kind: Kind) -> tuple[Opening, Scope]:
        """The opening under which the account may read this person today, and the scope to read them with.

        Raises :class:`NotFound` for absent, not visible and not permitted alike, :class:`NearBy` for one's own circle,
        :class:`OpeningNeeded` where a reason would open it. The graph is asked for the person, and the store for the
        opening, in every case, so that the answers take like work.
        """
        grants, opening = self._openings.standing_today(account.username, uid)
        scope = self._scope(account, grants)
        today = now().date()
        person = Moment(self._graph, scope, today, today).person(uid)
        if person is None or (kind == "child" and not person["child"]) or Can.OPEN not in ROLES[account.role]:
            raise NotFound
        if opening is None:
            self._keep_out_of_circle(account, uid, scope)
            raise OpeningNeeded(uid, kind)
        if self._circle.is_self(account, uid):
            raise NearBy(Ground.SELF)
        return opening, replace(scope, purpose=opening.purpose)

    def ways(self, account: Account, uid: str, kind: Kind) -> Ways:
        """How the account may open this person. Raises as :meth:`opening`."""
        scope = self.scope(account)
        today = now().date()
        read = reads.child if kind == "child" else reads.adult
        view: ChildView | AdultView | None = read(self._graph, scope, uid, as_at=today, known_at=today)
        if view is None or Can.OPEN not in ROLES[account.role]:
            raise NotFound
        self._keep_out_of_circle(account, uid, scope)
        own = self._involved(view) & frozenset(account.services)
        hub = not (kind == "adult" and account.agency in NARROW_AGENCIES)
        if not own and not hub:
            raise NotFound
        return Ways(view, own, hub)

    def open(self, account: Account, uid: str, kind: Kind, purpose: Purpose, reason: str) -> Opening:
        """Open a person for today. Raises as :meth:`opening`, and :class:`NoInvolvement`."""
        ways = self.ways(account, uid, kind)
        if purpose is Purpose.OWN_INVOLVEMENT and not ways.own_services:
            raise NoInvolvement
        if purpose is Purpose.HUB and not ways.hub:
            raise NotFound
        near = self._circle.ground_hidden_from(account, ways.view.uid, self.scope(account))
        sampled = near is not None or (purpose is Purpose.HUB and self._chance.random() < self._sample_rate)
        return self._openings.add(account, uid, purpose, reason, sampled=sampled, ground=near)

    def followed(self, account: Account, uid: str, kind: Kind) -> str | None:
        """The uid that a retired uid leads to, where the account may open that one."""
        target = reads.forwarded(self._graph, uid)
        if target is None or target == uid:
            return None
        try:
            self.ways(account, target, kind)
        except (NotFound, NearBy):
            return None
        return target

    def address_people(self, account: Account, uid: str) -> Scope:
        """The scope for reading an address: somebody linked to it has to be open today.

        Raises :class:`NotFound`, or :class:`NearBy` for one's own or a neighbouring address.
        """
        scope = self.scope(account)
        today = now().date()
        address = reads.address(self._graph, scope, uid)
        people = reads.people_of_address(self._graph, scope, uid, as_at=today, known_at=today)
        if address is None or Can.OPEN not in ROLES[account.role]:
            raise NotFound
        ground = self._circle.ground_of_address(account, address)
        if ground is not None:
            raise NearBy(ground)
        if not any(fact.value.person.uid in scope.grants for fact in people):
            raise NotFound
        return scope

    def _involved(self, view: ChildView | AdultView) -> frozenset[str]:
        """Services involved with a child, or with an adult's children. None of somebody whose location is withheld from
        the reader: that a team is theirs tells where they are."""
        if isinstance(view, ChildView):
            return (
                frozenset(reads.involved_services(self._graph, view.uid)) if not view.notice else frozenset()
            )
        services: set[str] = set()
        for fact in view.children:
            if fact.value.person.notice:
                continue
            services.update(reads.involved_services(self._graph, fact.value.person.uid))
        return frozenset(services)

    def _keep_out_of_circle(self, account: Account, uid: str, scope: Scope) -> None:
        ground = self._circle.ground_of_person(account, uid) or self._circle.ground_of_home(
            account, uid, scope
        )
        if ground is not None:
            raise NearBy(ground)
