"""Decisions of people into the index: entered, and applied to whom they touch, in one transaction.

A decision is a load without a delivery: the judgement goes into the ledger, the pair is matched again, and the people
whose records are grouped otherwise are projected again. Nothing is ever erased: another decision supersedes, and an
undoing is an entry of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.behind import Behind
from graph.changes import Changes
from graph.system import Door, run, run_keys
from ingest import protection
from ingest.increment import Increment
from ingest.judging import (
    decision_rows,
    human_judgements,
    judgements_after,
    standing_of,
    write_decisions,
)
from ingest.matching.records import HumanJudgement
from ingest.matching.resolver import Resolver
from ingest.naming import Names
from ingest.pipeline import LoadInProgressError, Pipeline, Progress
from ingest.projection.projector import Written
from ingest.reasons import explain
from ingest.spoken import Speech
from model.desk import Why
from model.judging import (
    NO_PAIR,
    UNDONE,
    BusyError,
    Decision,
    DecisionError,
    Effect,
    Grouped,
    JudgedHomes,
    NoSuchPairError,
    NothingToUndoError,
    NotMatchedError,
    StaleDecisionError,
    ordered,
)

PATIENCE_S = 10.0
"""How long a decision waits for a delivery that is being loaded, in seconds."""
NOT_MATCHED = (
    "This cannot be told before the index is matched again, with the model and the version of Kith that are in use: "
    "run kith rebuild, or wait for the next delivery."
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of decisions: the uids of their entries, in the order given, and what was written."""

    entries: tuple[str, ...]
    written: Written


def quietly(_stage: str) -> None:
    """Progress that nobody watches."""


class Deciding(Pipeline):
    """The way in for decisions of people."""

    def decide(self, decisions: Sequence[Decision], progress: Progress = quietly) -> Decided:
        """Enter decisions on different pairs and apply them, all or none.

        Raises :class:`~model.judging.DecisionError`; then nothing has changed.
        """
        with self._undisturbed():
            check(self._graph, decisions, self._seals.sealed_apart)
            at = self._now()
            rows = decision_rows(decisions, at=at, human=True)
            closed, whole = self._closed()
            after = judgements_after(human_judgements(self._graph), decisions)
            act = rows[0]["properties"]["act"]

            def enter(door: Door) -> None:
                check(door, decisions, self._seals.sealed_apart)
                write_decisions(door, rows, at.date())

            with self._matched(closed, whole) as resolver:
                judged = [key for decision in decisions for key in decision.pair]
                written = (
                    None
                    if resolver is None
                    else self._apply(resolver, act, closed, enter, after, judged=judged)
                )
            if written is None:
                written = self._enter_and_reconcile(closed, act, enter, progress)
        return Decided(tuple(row["properties"]["uid"] for row in rows), written)

    def enter(self, decisions: Sequence[Decision]) -> tuple[str, ...]:
        """Enter decisions and apply them; the uids of their entries. Raises as :meth:`decide`."""
        return self.decide(decisions).entries

    def foresee(self, decisions: Sequence[Decision]) -> Effect:
        """What :meth:`decide` would change; nothing is changed. Raises as it does, and :class:`NotMatchedError`."""
        with self._undisturbed():
            check(self._graph, decisions, self._seals.sealed_apart)
            after = judgements_after(human_judgements(self._graph), decisions)
            with self._matched(*self._closed()) as resolver:
                if resolver is None:
                    raise NotMatchedError(NOT_MATCHED)
                resolution = resolver.foresee(after)
            groups = sorted((group.keys for group in resolution.groups), key=min)
            return Effect(self._before(groups), self._after(groups), resolution.conflicts)

    def why(self, left: str, right: str) -> Why:
        """How two records compare, in words and numbers. Raises NoSuchPairError, BusyError and NotMatchedError."""
        left, right = ordered(left, right)
        if left == right or self._seals.sealed_apart(left, right):
            raise NoSuchPairError(NO_PAIR)
        human = {(each.left, each.right): each.verdict for each in human_judgements(self._graph)}
        with self._undisturbed(), self._matched(*self._closed()) as resolver:
            if resolver is None:
                raise NotMatchedError(NOT_MATCHED)
            weighed = resolver.weigh(left, right)
        if weighed is None:
            raise NoSuchPairError(NO_PAIR)
        return explain(weighed, human.get((left, right)))

    @property
    def changes(self) -> Changes:
        """The journal of what loads and decisions changed."""
        return self._changes

    @property
    def kept(self) -> Path:
        """The folder in which lists of who waits are kept."""
        return self._folder / "desk"

    def sealed_apart(self, left: str, right: str) -> bool:
        """Whether nothing about the two together may be told to anybody."""
        return self._seals.sealed_apart(left, right)

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Nothing else is loaded or decided meanwhile. Raises BusyError."""
        try:
            with self._alone(PATIENCE_S):
                yield
        except LoadInProgressError:
            raise BusyError("A delivery is being loaded. Try again in a few minutes.") from None

    def _closed(self) -> tuple[list[str], bool]:
        """The closed deliveries, and whether no load was cut short."""
        known = run(self._graph, "ledger/deliveries")
        whole = not self._mark.exists() and all(row["status"] != "open" for row in known)
        return [row["uid"] for row in known if row["status"] == "closed"], whole

    @contextmanager
    def _matched(self, closed: Sequence[str], whole: bool) -> Iterator[Resolver | None]:
        """The resolver, if its cache stands where the ledger does; else None, and everything has to be matched."""
        resolver = self._resolver()
        try:
            yield resolver if whole and resolver.stamp == self._stamp(closed) else None
        finally:
            resolver.close()

    def _apply(
        self,
        resolver: Resolver,
        act: str,
        closed: Sequence[str],
        enter: Callable[[Door], None],
        after: Sequence[HumanJudgement] | None = None,
        homes: Sequence[JudgedHomes] | None = None,
        judged: Sequence[str] = (),
    ) -> Written:
        """Enter a decision and project whom it touches, in one transaction. ``after`` and ``homes``: the judgements
        that stand then, on records and on homes; None: as they stand. ``judged``: the records that it is about."""
        self._mark.touch()
        self._changes.begin()
        book = self._book()
        try:
            step = Increment(
                self._graph, book, resolver, model=self._model.version, overlay={}, on=self._now().date(),
                delivery=act, protections=protection.in_force(self._graph), judgements=after,
                judged_homes=homes, places=self._places,
            )  # fmt: skip
            write = step.prepare(self._stamp(closed, after, homes))

            def work(door: Door) -> Written:
                enter(door)
                return write(door)

            written = self._graph.in_transaction(work)
        finally:
            book.close()
        # Whoever is grouped as before was judged anew all the same: nobody need look at them any more, or again.
        people = {
            row["uid"] for row in run_keys(self._graph, "projection/persons_of_records", sorted(judged))
        }
        written.changed.note("DESCRIBES", people - written.changed.people)
        written.changed.people |= people
        self._enter_changes(written.changed)
        self._mark.unlink(missing_ok=True)
        return written

    def _enter_and_reconcile(
        self, closed: Sequence[str], act: str, enter: Callable[[Door], None], progress: Progress
    ) -> Written:
        """Enter a decision, then match and project everything: the caches do not stand where the ledger does."""
        self._mark.touch()
        self._changes.begin()
        self._graph.in_transaction(enter)
        speech = Speech(self._graph, {})
        with Behind() as behind:
            written = self._reconcile(speech, {}, False, closed, self._now().date(), act, progress, behind)
        self._enter_changes(None)
        return written

    def _before(self, groups: Iterable[frozenset[str]]) -> tuple[Grouped, ...]:
        keys = sorted(key for group in groups for key in group)
        uids = sorted({row["uid"] for row in run_keys(self._graph, "projection/persons_of_records", keys)})
        members: defaultdict[str, set[str]] = defaultdict(set)
        for row in run_keys(self._graph, "projection/records_of_persons", uids):
            members[row["person"]].add(row["record"])
        return tuple(Grouped(uid, tuple(sorted(members[uid]))) for uid in uids)

    def _after(self, groups: Sequence[frozenset[str]]) -> tuple[Grouped, ...]:
        names = Names(self._graph, self._now().date())
        uids = names.people(list(groups))
        return tuple(
            Grouped(None if names.is_new(uid) else uid, tuple(sorted(group)))
            for uid, group in zip(uids, groups, strict=True)
        )


def check(door: Door, decisions: Sequence[Decision], sealed_apart: Callable[[str, str], bool]) -> None:
    """Raise the :class:`DecisionError` of the first decision that cannot be entered."""
    pairs = [decision.pair for decision in decisions]
    if len(set(pairs)) != len(pairs):
        raise DecisionError("One pair is decided twice here. Decide it once.")
    standing = standing_of(door, pairs)
    for decision in decisions:
        found = standing.get(decision.pair)
        # A seal is answered as an absence: that two records may not be judged would tell what it hides.
        if found is None or decision.left == decision.right or sealed_apart(*decision.pair):
            raise NoSuchPairError(NO_PAIR)
        if decision.state is not None and decision.state != found.state:
            raise StaleDecisionError(
                "The pair has changed since you looked at it: somebody decided about it, or one of its records is "
                "another now. Look at it again."
            )
        if decision.verdict == UNDONE and found.verdict in (None, UNDONE):
            raise NothingToUndoError("There is no decision on this pair to undo.")
