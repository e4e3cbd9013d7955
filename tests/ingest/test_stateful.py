"""Random nights of deliveries, decisions, takings back, new models and rebuilds: what must hold after every one.

``KITH_STATEFUL_EXAMPLES`` asks for more sequences, ``KITH_STATEFUL_STEPS`` for longer ones.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from graph.gateway import Graph
from graph.reads.waiting import waiting
from ingest.matching.model import MatchModel
from model.judging import Verdict, ordered
from tests.ingest.families import MAYA, OTIS, education, social_care
from tests.support.index import Index
from tests.support.waiting import STEWARD, TODAY, kept_list

EXAMPLES = int(os.environ.get("KITH_STATEFUL_EXAMPLES", "3"))
STEPS = int(os.environ.get("KITH_STATEFUL_STEPS", "6"))
FIRST = dt.date(2026, 9, 1)
KEYS = ("education:person:P1", "education:person:P2", "social_care:person:1001")
PAIRS = tuple(itertools.combinations(KEYS, 2))


def models() -> tuple[MatchModel, ...]:
    """The shipped one, and one that asks for more than any two records give."""
    shipped = MatchModel.shipped()
    bands = dataclasses.replace(shipped.children.thresholds, same=500.0)
    children = dataclasses.replace(shipped.children, thresholds=bands)
    return shipped, dataclasses.replace(shipped, version="shy", children=children)


MODELS = models()


class Nights(RuleBasedStateMachine):
    """One index over several nights. ``decided``: what stands, by pair."""

    graph: Graph

    def __init__(self) -> None:
        super().__init__()
        self.graph.wipe()
        self.folder = Path(tempfile.mkdtemp())
        self.index = Index(self.graph, self.folder)
        self.day = FIRST
        self.decided: dict[tuple[str, str], Verdict] = {}
        self.anchors: dict[str, str] = {}
        self.index.deliver("education", education(), extracted=str(self.day))
        self.index.deliver("social_care", social_care(), extracted=str(self.day))

    @rule(forename=st.sampled_from(("Maya", "Maia", "Otis")), surname=st.sampled_from(("Lindqvist", "Berg")))
    def a_pupil_is_renamed(self, forename: str, surname: str) -> None:
        self.day += dt.timedelta(days=1)
        row = {**MAYA, "forename": forename, "surname": surname}
        self.index.deliver("education", {"pupils": [row]}, kind="changes", extracted=str(self.day))

    @rule(known=st.booleans())
    def the_roll_comes_whole(self, known: bool) -> None:
        self.day += dt.timedelta(days=1)
        pupils = [MAYA, OTIS] if known else [MAYA]
        self.index.deliver("education", education(pupils=pupils), extracted=str(self.day))

    @rule(pair=st.sampled_from(PAIRS), verdict=st.sampled_from(("same", "different", "unsure")))
    def somebody_decides(self, pair: tuple[str, str], verdict: Verdict) -> None:
        self.index.decide(*pair, verdict)
        self.decided[ordered(*pair)] = verdict

    @precondition(lambda self: self.decided)
    @rule(data=st.data())
    def somebody_takes_it_back(self, data: st.DataObject) -> None:
        pair = data.draw(st.sampled_from(sorted(self.decided)))
        self.index.undo(*pair)
        del self.decided[pair]

    @rule(model=st.sampled_from(MODELS))
    def a_model_is_promoted(self, model: MatchModel) -> None:
        self.index.model = model
        self.index.rebuild()

    @rule()
    def the_caches_are_lost(self) -> None:
        self.index.lose_caches()

    @invariant()
    def no_wall_is_crossed(self) -> None:
        people = self.index.people()
        for (left, right), verdict in self.decided.items():
            if verdict == "different":
                assert not any({left, right} <= group for group in people)

    @invariant()
    def what_is_judged_same_is_together_unless_a_wall_is_between(self) -> None:
        walls = {pair for pair, verdict in self.decided.items() if verdict == "different"}
        people = self.index.people()
        for (left, right), verdict in self.decided.items():
            together = any({left, right} <= group for group in people)
            assert together or walls or verdict != "same"

    @invariant()
    def no_uid_is_reused(self) -> None:
        births = self.index.rows(
            "MATCH (b:Birth {kind: 'person'}) RETURN b.uid AS uid, b.anchor AS anchor, b.forwards_to AS to"
        )
        for birth in births:
            assert self.anchors.setdefault(birth["uid"], birth["anchor"]) == birth["anchor"]
        assert {birth["uid"] for birth in births} >= self.anchors.keys(), "a birth is kept for ever"
        used = {row["uid"] for row in self.index.rows("MATCH (p:Person) RETURN p.uid AS uid")}
        leading = {birth["uid"]: birth["to"] for birth in births}
        assert all(leading[uid] is None for uid in used)
        assert all(to in used for to in leading.values() if to is not None)

    @invariant()
    def who_waits_is_kept_as_it_would_be_made_anew(self) -> None:
        assert kept_list(self.index).page(100) == waiting(self.graph, STEWARD, TODAY)

    def teardown(self) -> None:
        """The projection is what a rebuild makes of the ledger."""
        before = self.graph.digest()
        self.index.rebuild()
        after = self.graph.digest()
        shutil.rmtree(self.folder)
        assert after == before


@pytest.mark.timeout(900)
def test_whatever_the_nights_bring_the_people_stay_right(embedded_graph: Graph) -> None:
    Nights.graph = embedded_graph
    run_state_machine_as_test(
        Nights,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, database=None, derandomize=True,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
