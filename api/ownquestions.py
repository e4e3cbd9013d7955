"""A lead's own question: checked, asked within limits of time and rows, and proposed as a pattern. Nothing is kept of
what it finds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from api.patternwork import PatternError, PatternWork
from api.store.database import Store
from api.store.proposals import Proposals
from graph.ask import BadQuestion
from graph.errors import QueryFailed, QueryTimeout, WriteConflict
from graph.gateway import Graph
from graph.own import MOST_ROWS, OwnQuestionError, own_question, plan_of, run_own
from graph.reads.findings import told
from model.findings import OwnAnswer, OwnFinding
from model.patterns import Asking, Found, Pattern
from model.scope import Scope

SHOWN = 20
"""Findings that are shown in words; the rest is in the numbers."""
_MULTIPLIES = re.compile(r"CartesianProduct|AllNode\w*Scan|NestedLoopCross", re.IGNORECASE)


class OwnQuestions:
    """Questions as one reader asks them."""

    def __init__(self, graph: Graph, store: Store, work: PatternWork, scope: Scope, today: dt.date) -> None:
        self._graph, self._work, self._scope, self._today = graph, work, scope, today
        self.proposals = Proposals(store)

    def check(self, text: str, thresholds: Mapping[str, int] | None = None) -> OwnAnswer:
        """Whether the question may be asked, and how the engine would run it."""
        try:
            return OwnAnswer(plan=self._checked(text, thresholds)[2])
        except OwnQuestionError as error:
            return OwnAnswer(refused=list(error.reasons))

    def preview(self, text: str, thresholds: Mapping[str, int] | None = None) -> OwnAnswer:
        """What the question finds for this reader: numbers, and the first findings in words."""
        try:
            made, asking, plan = self._checked(text, thresholds)
            found = self._asked(made, asking)
        except OwnQuestionError as error:
            return OwnAnswer(refused=list(error.reasons))
        said = told(self._graph, self._scope, [(made, each) for each in found], self._today, self._today)
        found = [each for each in found if (made.id, each.identity) in said]
        shown = [(said[made.id, each.identity], each) for each in found[:SHOWN]]
        return OwnAnswer(
            plan=plan,
            preview=self._work.numbers(made, asking, found),
            findings=[
                OwnFinding(
                    child=words.child, sentence=words.sentence, evidence_on=each.evidence_on, path=words.path
                )
                for words, each in shown
            ],
        )

    def propose(self, text: str, reason: str) -> OwnAnswer:
        """Propose the question as a pattern, once it was checked; those who keep the library take it from there."""
        try:
            made, _, plan = self._checked(text, None)
        except OwnQuestionError as error:
            return OwnAnswer(refused=list(error.reasons))
        if dots := [name for name in ("why", "source", "owner") if "..." in getattr(made, name)]:
            return OwnAnswer(refused=[f"The header says nothing yet about: {', '.join(dots)}."])
        number = self.proposals.add(made.name, text, self._scope.account, reason)
        return OwnAnswer(plan=plan, proposal=number)

    def _checked(self, text: str, thresholds: Mapping[str, int] | None) -> tuple[Pattern, Asking, str]:
        made = own_question(text)
        try:
            asking = self._work.asking(made, thresholds or {})
        except PatternError as error:
            raise OwnQuestionError([str(error)]) from None
        try:
            plan = plan_of(self._graph, self._scope, made, asking)
        except QueryFailed as error:
            raise OwnQuestionError(
                [f"The database does not understand the statement ({error.code})."]
            ) from None
        if _MULTIPLIES.search(plan):
            raise OwnQuestionError(
                ["The engine would go through everything, or multiply parts: join each to the child."]
            )
        return made, asking, plan

    def _asked(self, made: Pattern, asking: Asking) -> list[Found]:
        try:
            found = run_own(self._graph, self._scope, made, asking)
        except QueryTimeout:
            raise OwnQuestionError(["It took longer than a question may, and was stopped."]) from None
        except BadQuestion as error:
            raise OwnQuestionError([f"What it gives is no finding: {error}."]) from None
        except (QueryFailed, WriteConflict):
            raise OwnQuestionError(
                ["The database stopped it: it failed, or took longer than it may."]
            ) from None
        if len(found) > MOST_ROWS:
            raise OwnQuestionError([f"It finds more than {MOST_ROWS:,}: ask for something rarer."])
        return found
