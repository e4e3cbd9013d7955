"""What a data steward does, over one graph and one scope: the pages, the API and the command line compose this.

A pair is shown only to a reader who is cleared for both people and for their places. Sealed people, and pairs that a
seal keeps apart, are answered as absent, whoever asks: an answer that differed would tell what the seal hides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from api.stewardship_homes import HomesDesk
from graph.changes import Changes
from graph.gateway import Graph, Row
from graph.reads import desk as reads
from graph.reads.named import person_refs
from graph.reads.waiting import Waiting, stakes
from graph.waiting_list import EVERYBODY, Narrowed, Place, WaitingList
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

ONE_BY_ONE = (Stake.CHILD_PROTECTION, Stake.LOOKED_AFTER)
"""Pairs with so much at stake are never decided in bulk."""
SAMPLE = 5
"""Pairs that are shown in full before a decision on all that rest on the same evidence."""
AT_ONCE = 100
"""So many pairs are decided at once at the most: of more, nobody can say that they looked at a sample."""
PART = 5_000
"""Records that are asked about in one go."""
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

    @property
    def changes(self) -> Changes:
        """The journal of what loads and decisions changed."""
        ...

    @property
    def kept(self) -> Path:
        """The folder in which lists of who waits are kept."""
        ...


OpenDesk = Callable[[], Desk]
"""Opens a desk with the seals and the model as they are now."""


def sampled(found: Sequence[Waiting]) -> list[Waiting]:
    """The first and some more, from all parts of a list alike."""
    count = min(SAMPLE, len(found))
    return [found[number * len(found) // count] for number in range(count)]


class Stewardship:
    """The desk as one reader uses it. Raises :class:`~model.judging.DecisionError` and its kinds."""

    def __init__(self, graph: Graph, scope: Scope, desk: Desk, today: dt.date) -> None:
        self._graph, self._scope, self._desk, self._today = graph, scope, desk, today

    @cached_property
    def _list(self) -> WaitingList:
        return WaitingList(self._desk.kept, self._desk.changes, self._graph, self._scope, self._today)

    def waiting(
        self, limit: int, after: Place | None = None, only: Narrowed = EVERYBODY, skip: int = 0
    ) -> list[Waiting]:
        """The next ``limit`` who wait, in the order of the queue."""
        found = self._list.page(limit, after, only, skip)
        return [each for each in found if not self._desk.sealed_apart(each.left, each.right)]

    def counts(self, only: Narrowed = EVERYBODY) -> dict[Stake, int]:
        """How many wait, by what is at stake."""
        return self._list.counts(only)

    def feeds(self) -> list[str]:
        """The feeds of which a record waits."""
        return self._list.feeds()

    def items(self, shown: Sequence[Waiting]) -> list[QueueItem]:
        """Those who wait as the list shows them."""
        alike = self._list.how_many_alike(shown, ONE_BY_ONE)
        return reads.queue_items(self._graph, self._scope, shown, alike, self._today)

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

    def decisions(self) -> list[Row]:
        """What people have decided, newest first: entries that :meth:`decided` shows."""
        return self._told(reads.decisions(self._graph, self._scope))

    def decided(self, rows: Iterable[Row]) -> list[DecidedView]:
        """Entries as lists show them, newest first."""
        return reads.decided(self._graph, self._scope, self._today, rows)

    def entries(self, uids: Iterable[str]) -> list[DecidedView]:
        """Entries that were just made."""
        return reads.entries(self._graph, self._scope, self._today, uids)

    def _told(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if not self._desk.sealed_apart(row["left"], row["right"])]

    def pair(self, one: str, other: str) -> PairView:
        """Two records side by side. Raises NoSuchPairError."""
        left, right = self._both(one, other)
        history = self._history(left.key, right.key)
        both, values = reads.sides(self._graph, self._scope, left, right, self._today)
        at_stake = stakes(self._graph, self._scope, (left.person, right.person), self._today)
        return PairView(
            pair=pair_id(left.key, right.key),
            state=reads.state(left, right, history),
            stake=min(at_stake.values(), key=list(Stake).index),
            together=left.person == right.person,
            left=both[0],
            right=both[1],
            values=values,
            why=self._desk.why(left.key, right.key),
            history=history,
        )

    def may_judge(self, keys: Iterable[str]) -> set[str]:
        """Those of the current records that the reader may judge."""
        wanted = sorted(set(keys))
        parts = (wanted[start : start + PART] for start in range(0, len(wanted), PART))
        return {key for part in parts for key in reads.records(self._graph, self._scope, part)}

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

    def undoing(
        self, pair: str, reason: str, by: str, state: str | None = None, *, together: bool = False
    ) -> list[Decision]:
        """The decisions that take back what stands about a pair; with ``together`` also what was decided in one act
        with it. ``state`` is that of the pair. Raises NoSuchPairError and NothingToUndoError."""
        left, right = self.keys_of(pair)
        standing = next((each for each in self._history(left, right) if each.standing), None)
        if standing is None:
            raise NothingToUndoError("There is no decision on this pair to undo.")
        first = Decision(left, right, UNDONE, reason, by, state)
        others = self.decided_together(standing.act) if together else []
        rest = [Decision(*each, UNDONE, reason, by) for each in others if each != first.pair]
        return [first, *rest]

    def decided_together(self, act: str | None, verdict: str | None = None) -> list[tuple[str, str]]:
        """The pairs that were decided in one act and of which that stands."""
        rows = self._told(reads.decided_together(self._graph, self._scope, act)) if act else []
        return sorted((row["left"], row["right"]) for row in rows if verdict in (None, row["verdict"]))

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
        pair = ordered(left.key, right.key)
        act = next((each.act for each in self._history(*pair) if each.standing), None)
        joined = set(self.decided_together(act, "same"))
        return [Decision(*each, "different", reason, by) for each in sorted(joined | {pair})]

    def alike(self, pair: str) -> list[Waiting]:
        """Who waits on the very same evidence as this pair, itself first, :data:`AT_ONCE` at the most; none where
        they are decided one by one. Raises NoSuchPairError for a pair that does not wait."""
        this = self._list.of(self.people_of(*self.keys_of(pair)))
        if this is None:
            raise NoSuchPairError(NO_PAIR)
        if this.stake in ONE_BY_ONE:
            return []
        found = [
            each
            for each in self._list.alike(this.evidence, ONE_BY_ONE)
            if not self._desk.sealed_apart(each.left, each.right)
        ]
        return sorted(found, key=lambda each: each.couple != this.couple)[:AT_ONCE]

    def has_alike(self, pair: str) -> bool:
        """Whether a pair waits on the same evidence as others, and may be decided with them."""
        try:
            return len(self.alike(pair)) > 1
        except NoSuchPairError:
            return False

    def looked_at(self, alike: Iterable[Waiting]) -> str:
        """The state of several pairs at once: sent back with a decision on all of them."""
        said = sorted(f"{each.pair}|{each.people}|{each.since}|{each.evidence}" for each in alike)
        return hashlib.blake2b("\n".join(said).encode(), digest_size=8).hexdigest()

    def decide_alike(
        self, pair: str, verdict: Verdict, reason: str, by: str, looked_at: str
    ) -> tuple[str, ...]:
        """One decision on all pairs of identical evidence, after a look at a sample of them."""
        return self.decide(self.on_all(pair, verdict, reason, by, looked_at))

    def on_all(self, pair: str, verdict: Verdict, reason: str, by: str, looked_at: str) -> list[Decision]:
        """The decisions on all pairs of identical evidence. Raises StaleDecisionError where these are others than those
        of which a sample was looked at."""
        found = self.alike(pair)
        if not found:
            raise DecisionError("These are decided one by one, because so much is at stake for a child.")
        if self.looked_at(found) != looked_at:
            raise StaleDecisionError(CHANGED)
        return [Decision(each.left, each.right, verdict, reason, by) for each in found]

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
