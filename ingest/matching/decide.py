"""From a weighed pair to a verdict with its reason. Pure: levels and weights in, a verdict out.

*Same* must be likely against both other explanations. Against strangers all evidence counts, that of the household and
of the parents' names (docs/decisions/0010, 0014) each up to a bound, so that neither alone completes a merge which
personal evidence does not make likely; against another of the same household personal evidence alone counts
(:mod:`ingest.matching.family`). Guards stand above weights: twins, two numbers that exclude each other, one agency's
own two records, a death before a birth.
"""

from __future__ import annotations

from ingest.matching.decide_adult import decide_adult
from ingest.matching.decide_child import decide_child
from ingest.matching.model import Thresholds
from ingest.matching.scoring import ScoredPair
from ingest.matching.verdict import HOUSEHOLD_LIFT, Decision

__all__ = ["Decision", "decide", "floor"]


def floor(bands: Thresholds) -> float:
    """No pair below this personal weight can come into a band."""
    return bands.review - HOUSEHOLD_LIFT


def decide(pair: ScoredPair, bands: Thresholds) -> Decision:
    """The verdict on a pair of the children's or the adults' stage."""
    return decide_child(pair, bands) if pair.stage == "children" else decide_adult(pair, bands)
