"""What a data steward does, over one graph and one scope: the pages, the API and the command line compose this.

A pair is shown only to a reader who is cleared for both people and for their places. Sealed people, and pairs that a
seal keeps apart, are answered as absent, whoever asks: an answer that differed would tell what the seal hides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from api.stewardship_homes import HomesDesk
from graph.gateway import Graph
from graph.reads import desk as reads
from graph.reads.desk import Waiting
from graph.reads.named import person_refs
from model.desk import ChangedPerson, DecidedView, EffectView, PairView, QueueItem, Stake, Why
from model.judging import (
    NO_PAIR,
    UNDONE,
    Decision,
    DecisionError,
    Effect,
    Grouped,
    NoSuchPairError,
    NothingToUndoError,
    StaleDecisionError,
    Verdict,
    ordered,
    pair_id,
)
from model.scope import Scope

ONE_BY_ONE = frozenset({Stake.CHILD_PROTECTION, Stake.LOOKED_AFTER})
"""Pairs with so much at stake are never decided in bulk."""
SAMPLE = 5
"""Pairs that are shown in full before a decision on all that rest on the same evidence."""
CHANGED = "The pairs have changed since you looked at them. Look at them again."


class Desk(HomesDesk, Protocol):
    """The way in for decisions (``ingest.deciding``, ``ingest.deciding_homes``)."""

    def why(self, left: str, right: str) -> Why:
        """How two records compare."""
        ...

    def foresee(self, decisions: Sequence[Decision]) -> Effect:
        """Who would be grouped otherwise."""
        ...

    def enter(self, decisions: Sequence[Decision]) -> tuple[str, ...]:
        """Enter decisions and apply them; the uids of the entries."""
        ...

    def sealed_apart(self, left: str, right: str) -> bool:
        """Whether nothing about the two together may be told."""
        ...


OpenDesk = Callable[[], Desk]
"""Opens a desk with the seals and the model as they are now."""


class Stewardship:
    """The desk as one reader uses it. Raises :class:`~model.judging.DecisionError` and its kinds."""

    def __init__(self, graph: Graph, scope: Scope, desk: Desk, today: dt.date) -> None:
        self._graph, self._scope, self._desk, self._today = graph, scope, desk, today

    def waiting(self) -> list[Waiting]:
        """All pairs that wait, in the order of the queue."""
        found = reads.waiting(self._graph, self._scope, self._today)
        return [each for each in found if not self._desk.sealed_apart(each.left, each.right)]

    def items(self, shown: Iterable[Waiting], everything: Iterable[Waiting]) -> list[QueueItem]:
        """Pairs as the list shows them."""
        return reads.queue_items(self._graph, self._scope, shown, everything, self._today)

    def keys_of(self, pair: str) -> tuple[str, str]:
        """The two records of a pair that has been judged. Raises NoSuchPairError."""
        found = reads.pairs(self._graph, self._scope, [pair]).get(pair)
        if found is None or self._desk.sealed_apart(*found):
            raise NoSuchPairError(NO_PAIR)
        return found

    def record_of(self, named: str) -> str:
        """The record that somebody names: by its key, or by the uid of the person who was born under it."""
        if ":" in named:
            return named
        record = reads.born_under(self._graph, self._scope, named)
        if record is None:
            raise NoSuchPairError(NO_PAIR)
        return record

    def decisions(self, *, standing: bool = False) -> list[DecidedView]:
        """What people have decided, newest first."""
        found = reads.decisions(self._graph, self._scope, self._today, standing=standing)
        return [each for each in found if not self._desk.sealed_apart(each.left_record, each.right_record)]

    def pair(self, one: str, other: str) -> PairView:
        """Two records side by side. Raises NoSuchPairError."""
        left, right = self._both(one, other)
        history = self._history(left.key, right.key)
        both, values = reads.sides(self._graph, self._scope, left, right, self._today)
        stakes = reads.stakes(self._graph, self._scope, (left.person, right.person), self._today)
        return PairView(
            pair=pair_id(left.key, right.key),
            state=reads.state(left, right, history),
            stake=min(stakes.values(), key=list(Stake).index),
            together=left.person == right.person,
            left=both[0],
            right=both[1],
            values=values,
            why=self._desk.why(left.key, right.key),
            history=history,
        )

    def people_of(self, one: str, other: str) -> tuple[str, str]:
        """The uids of the people whom two records describe. Raises NoSuchPairError."""
        left, right = self._both(one, other)
        return left.person, right.person

    def why(self, one: str, other: str) -> Why:
        """Why, without the records. Raises NoSuchPairError."""
        left, right = self._both(one, other)
        return self._desk.why(left.key, right.key)

    def effect(self, decisions: Sequence[Decision]) -> EffectView:
        """Whom decisions would change; people whom the reader may not see are left out."""
        self._pairs([decision.pair for decision in decisions])
        effect = self._desk.foresee(decisions)
        uids = {each.uid for each in (*effect.before, *effect.after) if each.uid}
        keys = {key for each in (*effect.before, *effect.after) for key in each.keys}
        seen = reads.records(self._graph, self._scope, keys)
        people = person_refs(self._graph, self._scope, uids, as_at=self._today, known_at=self._today)

        def shown(groups: Iterable[Grouped]) -> list[ChangedPerson]:
            return [
                ChangedPerson(uid=each.uid, person=people.get(each.uid or ""), records=list(each.keys))
                for each in groups
                if seen.keys() >= set(each.keys)
            ]

        told = [list(pair) for pair in effect.conflicts if seen.keys() >= set(pair)]
        return EffectView(before=shown(effect.before), after=shown(effect.after), conflicts=told)

    def decide(self, decisions: Sequence[Decision]) -> tuple[str, ...]:
        """Enter decisions, all or none; the uids of their entries."""
        self._pairs([decision.pair for decision in decisions])
        return self._desk.enter(decisions)

    def undoing(self, pair: str, reason: str, by: str, state: str | None = None) -> Decision:
        """The decision that takes back what stands about a pair. Raises NoSuchPairError and NothingToUndoError."""
        left, right = self.keys_of(pair)
        if not any(each.standing for each in self._history(left, right)):
            raise NothingToUndoError("There is no decision on this pair to undo.")
        return Decision(left, right, UNDONE, reason, by, state)

    def merging(self, one: str, other: str, reason: str, by: str) -> list[Decision]:
        """The decisions that make two people one: on the records they are named by, and, if others of theirs contradict
        that, on every record of one with every record of the other."""
        left, right = self._both(self.record_of(one), self.record_of(other))
        first = Decision(left.key, right.key, "same", reason, by)
        if ":" in one and ":" in other:
            return [first]
        effect = self._desk.foresee([first])
        mine, yours = (
            next((each.keys for each in effect.before if key in each.keys), (key,))
            for key in (left.key, right.key)
        )
        if any(set(mine) | set(yours) <= set(each.keys) for each in effect.after):
            return [first]
        return [Decision(*ordered(mine_, yours_), "same", reason, by) for mine_ in mine for yours_ in yours]

    def parting(self, one: str, other: str, reason: str, by: str) -> list[Decision]:
        """The decisions that part two records: on the two, and on pairs that were joined in one act with them."""
        left, right = self._both(self.record_of(one), self.record_of(other))
        standing = self.decisions(standing=True)
        pair = ordered(left.key, right.key)
        act = next(
            (each.act for each in standing if (each.left_record, each.right_record) == pair and each.act),
            None,
        )
        joined = {
            (each.left_record, each.right_record)
            for each in standing
            if act is not None and each.act == act and each.verdict == "same"
        }
        return [Decision(*each, "different", reason, by) for each in sorted(joined | {pair})]

    def alike(self, pair: str) -> list[Waiting]:
        """The pairs that wait on the very same evidence as this one, itself first; none where they are decided one by
        one. Raises NoSuchPairError for a pair that does not wait."""
        everything = self.waiting()
        this = next((each for each in everything if each.pair == pair), None)
        if this is None:
            raise NoSuchPairError(NO_PAIR)
        found = [
            each for each in everything if each.evidence == this.evidence and each.stake not in ONE_BY_ONE
        ]
        return sorted(found, key=lambda each: each.pair != pair)

    def looked_at(self, alike: Iterable[Waiting]) -> str:
        """The state of several pairs at once: sent back with a decision on all of them."""
        said = sorted(f"{each.pair}|{each.people}|{each.since}|{each.evidence}" for each in alike)
        return hashlib.blake2b("\n".join(said).encode(), digest_size=8).hexdigest()

    def decide_alike(
        self, pair: str, verdict: Verdict, reason: str, by: str, looked_at: str
    ) -> tuple[str, ...]:
        """One decision on all pairs of identical evidence, after a look at a sample of them."""
        found = self.alike(pair)
        if not found:
            raise DecisionError("These are decided one by one, because so much is at stake for a child.")
        if self.looked_at(found) != looked_at:
            raise StaleDecisionError(CHANGED)
        return self.decide([Decision(each.left, each.right, verdict, reason, by) for each in found])

    def _both(self, one: str, other: str) -> tuple[reads.Judged, reads.Judged]:
        return self._pairs([ordered(one, other)])[0]

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[reads.Judged, reads.Judged]]:
        """The records of pairs, read together. Raises NoSuchPairError where one pair may not be judged."""
        found = reads.records(self._graph, self._scope, {key for pair in pairs for key in pair})
        for left, right in pairs:
            if left == right or not found.keys() >= {left, right} or self._desk.sealed_apart(left, right):
                raise NoSuchPairError(NO_PAIR)
        return [(found[left], found[right]) for left, right in pairs]

    def _history(self, left: str, right: str) -> list[DecidedView]:
        found = reads.history(self._graph, self._scope, self._today, pair_id(left, right))
        return [each for each in found if (each.left_record, each.right_record) == (left, right)]
