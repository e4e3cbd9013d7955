"""Decisions of people on homes: two addresses are one home, or are not; entered and applied as those on records are."""

from __future__ import annotations

from collections.abc import Sequence

from graph.system import Door
from ingest.addresses.joined import Joined
from ingest.deciding import NOT_MATCHED, Decided, Deciding, quietly
from ingest.judging import decision_rows
from ingest.judging_homes import (
    check_homes,
    judged_homes,
    judged_homes_after,
    write_home_decisions,
)
from ingest.pipeline import Progress
from model.judging import Decision, HomeEffect, JudgedHomes, NotMatchedError


class DecidingHomes(Deciding):
    """The way in for decisions of people, those on homes included. The sides of such a decision are address tokens."""

    def decide_homes(self, decisions: Sequence[Decision], progress: Progress = quietly) -> Decided:
        """Enter decisions on different pairs of homes and apply them, all or none.

        Raises :class:`~model.judging.DecisionError`; then nothing has changed.
        """
        with self._undisturbed():
            closed, whole = self._closed()
            standing = judged_homes(self._graph)
            with self._matched(closed, whole) as resolver:
                now = Joined() if resolver is None else self._foreseen(standing)
                check_homes(self._graph, decisions, now)
                at = self._now()
                rows = decision_rows(decisions, at=at)
                act = rows[0]["properties"]["act"]

                def enter(door: Door) -> None:
                    check_homes(door, decisions, now)
                    write_home_decisions(door, rows, at.date())

                written = None
                if resolver is not None:
                    after = judged_homes_after(standing, decisions)
                    written = self._apply(resolver, act, closed, enter, homes=after)
            if written is None:
                written = self._enter_and_reconcile(closed, act, enter, progress)
        return Decided(tuple(row["properties"]["uid"] for row in rows), written)

    def enter_homes(self, decisions: Sequence[Decision]) -> tuple[str, ...]:
        """Enter decisions on homes and apply them; the uids of their entries. Raises as :meth:`decide_homes`."""
        return self.decide_homes(decisions).entries

    def foresee_homes(self, decisions: Sequence[Decision]) -> HomeEffect:
        """What :meth:`decide_homes` would make of the homes; nothing is changed. Raises as it does."""
        with self._undisturbed(), self._matched(*self._closed()) as resolver:
            if resolver is None:
                raise NotMatchedError(NOT_MATCHED)
            standing = judged_homes(self._graph)
            now = self._foreseen(standing)
            check_homes(self._graph, decisions, now)
            then = self._foreseen(judged_homes_after(standing, decisions))
        tokens = sorted({token for decision in decisions for token in decision.pair})
        groups = {tuple(sorted(then.groups.get(token, {token}))) for token in tokens}
        mine = {decision.pair for decision in decisions}
        return HomeEffect(tuple(sorted(groups)), tuple(pair for pair in then.conflicts if pair in mine))

    def _foreseen(self, judged: Sequence[JudgedHomes]) -> Joined:
        book = self._book()
        try:
            return book.foresee(judged)
        finally:
            book.close()
