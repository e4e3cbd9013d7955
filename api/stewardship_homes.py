"""What a data steward does about homes, over one graph and one scope: the pages, the API and the command line compose
this. A home that the reader may not know of is answered as absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Protocol

from graph.gateway import Graph
from graph.reads import judged_homes as reads
from model.desk_homes import HomeDecidedView, HomeEffectView, HomePairView, JudgedHome
from model.judging import (
    NO_HOMES,
    UNDONE,
    Decision,
    Entered,
    HomeEffect,
    NoSuchPairError,
    NothingToUndoError,
    SameHomeError,
    ordered,
    pair_id,
    state_of_homes,
)
from model.scope import Scope


class HomesDesk(Protocol):
    """The way in for decisions on homes (``ingest.deciding_homes``)."""

    def foresee_homes(self, decisions: Sequence[Decision]) -> HomeEffect:
        """What decisions would make of the homes."""
        ...

    def enter_homes(self, decisions: Sequence[Decision]) -> tuple[str, ...]:
        """Enter decisions and apply them; the uids of the entries."""
        ...


class HomeStewardship:
    """Homes on the desk as one reader uses it. Raises :class:`~model.judging.DecisionError` and its kinds."""

    def __init__(self, graph: Graph, scope: Scope, desk: HomesDesk) -> None:
        self._graph, self._scope, self._desk = graph, scope, desk

    def of_postcode(self, postcode: str) -> list[JudgedHome]:
        """The homes of a postcode, as ``AB1 2CD``."""
        return reads.of_postcode(self._graph, self._scope, postcode)

    def alike(self) -> list[list[JudgedHome]]:
        """Homes that are written alike and stand apart, those left out about which somebody has decided."""
        judged = {each.pair for each in self.decisions() if each.standing}
        found = reads.alike(self._graph, self._scope)
        return [
            group
            for group in found
            if not all(pair_id(one.token, other.token) in judged for one, other in combinations(group, 2))
        ]

    def decisions(self) -> list[HomeDecidedView]:
        """What people have decided, newest first."""
        return reads.decided(self._graph, self._scope)

    def token(self, named: str) -> str:
        """The token that a uid or a token stands for in decisions. Raises NoSuchPairError."""
        return self._found(named)[1]

    def people(self, one: str, other: str) -> list[str]:
        """The uids of those who are linked to either home. Raises NoSuchPairError."""
        uids = {self._found(named)[0] for named in (one, other)}
        found = reads.people(self._graph, self._scope, uids)
        return sorted({person for people in found.values() for person in people})

    def pair(self, one: str, other: str) -> HomePairView:
        """Two homes side by side. Raises NoSuchPairError and, where nobody ever decided that, SameHomeError."""
        (left_uid, left), (right_uid, right) = sorted(
            (self._found(named) for named in (one, other)), key=lambda each: each[1]
        )
        if left == right:
            raise SameHomeError("Both name one address. Name two.")
        known = reads.homes(self._graph, self._scope, (left_uid, right_uid))
        history = [each for each in self.decisions() if (each.left_token, each.right_token) == (left, right)]
        last = next((each.uid for each in history if each.last), None)
        return HomePairView(
            pair=pair_id(left, right),
            state=state_of_homes((left_uid, right_uid), last),
            together=left_uid == right_uid,
            left=known[left_uid],
            right=known[right_uid],
            left_token=left,
            right_token=right,
            history=history,
        )

    def pair_of(self, pair: str) -> tuple[str, str]:
        """The tokens of a pair that has been decided about. Raises NoSuchPairError."""
        for each in self.decisions():
            if each.pair == pair:
                return each.left_token, each.right_token
        raise NoSuchPairError(NO_HOMES)

    def decision(
        self, one: str, other: str, verdict: Entered, reason: str, by: str, state: str | None
    ) -> Decision:
        """A decision on two homes, each named by token or uid. Raises NoSuchPairError."""
        return Decision(*ordered(self.token(one), self.token(other)), verdict, reason, by, state)

    def undoing(self, one: str, other: str, reason: str, by: str, state: str | None = None) -> Decision:
        """The decision that takes back what stands about two homes. Raises NothingToUndoError, NoSuchPairError."""
        if not any(each.standing for each in self.pair(one, other).history):
            raise NothingToUndoError("There is no decision on these two addresses to undo.")
        return self.decision(one, other, UNDONE, reason, by, state)

    def effect(self, decision: Decision) -> HomeEffectView:
        """What a decision would make of the homes; homes that the reader may not know of are left out."""
        effect = self._desk.foresee_homes([decision])
        return HomeEffectView(
            homes=self._made_of(effect.groups),
            people=len(self.people(*decision.pair)),
            conflicts=[list(pair) for pair in effect.conflicts],
        )

    def come_of(self, decision: Decision, effect: HomeEffectView) -> HomeEffectView:
        """The same once it was decided, with the homes as they are now: two that came apart are each their own."""
        tokens = {self._found(token) for token in decision.pair}
        now = self._made_of([[token] for token in sorted(token for _, token in tokens)])
        return effect.model_copy(update={"homes": now}) if len({uid for uid, _ in tokens}) > 1 else effect

    def _made_of(self, groups: Iterable[Iterable[str]]) -> list[list[JudgedHome]]:
        """The homes of each group of tokens. A token whose home is still joined with another's goes by its own name."""
        made = []
        for tokens in groups:
            found = [
                (token, each[0]) for token in tokens if (each := reads.found(self._graph, self._scope, token))
            ]
            homes = reads.homes(self._graph, self._scope, {uid for _, uid in found})
            of: dict[str, str] = {}
            for token, uid in found:
                if uid in homes and (uid not in of or token == homes[uid].token):
                    of[uid] = token
            made.append([homes[uid].model_copy(update={"token": token}) for uid, token in of.items()])
        return [group for group in made if group]

    def decide(self, decision: Decision) -> tuple[str, ...]:
        """Enter a decision and apply it; the uid of its entry."""
        self.people(*decision.pair)
        return self._desk.enter_homes([decision])

    def _found(self, named: str) -> tuple[str, str]:
        found = reads.found(self._graph, self._scope, named.strip())
        if found is None:
            raise NoSuchPairError(NO_HOMES)
        return found
