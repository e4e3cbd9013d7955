"""Why two records are taken for one person's or not: the weights and guards of a pair, in words and numbers. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ingest.matching.comparisons import STAGES
from ingest.matching.decide import Decision, decide
from ingest.matching.levels import Comparison, Level
from ingest.matching.model import StageModel
from ingest.matching.one_pair import Weighed
from ingest.matching.scoring import ScoredPair
from model.desk import LEFT_OUT, Why, WhyRow
from model.judging import Verdict

_WORDS = {"nhs_number": "NHS number", "upn": "UPN", "date_of_birth": "date of birth", "home": "home",
          "phone": "telephone number", "email": "e-mail address", "middle_names": "middle names",
          "children": "their children",
          "other_parent": "the children's other parent"}  # fmt: skip
_VERDICTS = {
    "same": "one person",
    "review": "a person has to look",
    "different": "two people",
}
_DIGITS = 4
_OF_TWO_CHILDREN = ("children", "other_parent")
"""Two adults of one child have no two children to compare: nothing that could be otherwise."""


def in_words(comparison: str) -> str:
    """A comparison's name for a reader."""
    return _WORDS.get(comparison, comparison.replace("_", " "))


def explain(weighed: Weighed, human: Verdict | None) -> Why:
    """The whole of it for one pair. ``human`` is what a person decided about it, if that stands."""
    pair, decision, model = weighed.pair, weighed.decision, weighed.model
    rows = list(_rows(pair, model))
    guards = [weighed.not_compared] if weighed.not_compared else []
    guards += [f"{in_words(name)} {LEFT_OUT}" for name in pair.aside.split()]
    if decision.contradicts or decision.verdict not in ("same", _by_weight(decision, model)):
        guards.append(decision.reason)
    if human == "different":
        guards.append("a person has judged the two different, and nothing crosses that")
    return Why(
        left=pair.left,
        right=pair.right,
        together=weighed.together,
        verdict=decision.verdict,
        reason=decision.reason,
        prior=round(pair.prior, _DIGITS),
        rows=rows,
        personal=round(pair.personal, _DIGITS),
        household=round(pair.household, _DIGITS),
        same_from=model.thresholds.same,
        review_from=model.thresholds.review,
        agreeing=[_told(row) for row in rows if row.level is not None and row.weight > 0],
        differing=[_told(row) for row in rows if row.level is not None and row.weight <= 0],
        missing=[in_words(row.comparison) for row in rows if row.level is None and not row.left_out],
        guards=guards,
        changes=list(_changes(pair, model)),
        decided=human,
    )


def _rows(pair: ScoredPair, model: StageModel) -> Iterator[WhyRow]:
    for comparison, gamma, weight in zip(STAGES[pair.stage], pair.gammas, pair.weights, strict=True):
        level = comparison.level(gamma)
        if level is None:
            left_out = pair.leaves_out(comparison.name)
            yield WhyRow(
                comparison=comparison.name,
                ledger=comparison.ledger,
                level=None,
                weight=0.0,
                left_out=left_out,
            )
            continue
        m, u = model.probabilities[comparison.name][level.name]
        yield WhyRow(
            comparison=comparison.name,
            ledger=comparison.ledger,
            level=level.words,
            m=m,
            u=u,
            weight=round(weight, _DIGITS),
            rarity=round(weight - math.log2(m / u), _DIGITS) if level.frequency else 0.0,
        )


def _told(row: WhyRow) -> str:
    return f"{row.level} ({row.weight:+.1f})"


def _by_weight(decision: Decision, model: StageModel) -> str:
    """The band in which the weights alone would put the pair."""
    if decision.weight >= model.thresholds.same:
        return "same"
    return "review" if decision.weight >= model.thresholds.review else "different"


def _changes(pair: ScoredPair, model: StageModel) -> Iterator[str]:
    """Each single thing that, were it otherwise, would give another verdict: the best and the worst level of each
    comparison, in place of what was found."""
    now = decide(pair, model.thresholds).verdict
    for place, comparison in enumerate(STAGES[pair.stage]):
        if comparison.name in _OF_TWO_CHILDREN and pair.gammas[place] < 0:
            continue
        for level in _extremes(comparison, model):
            gamma = len(comparison.levels) - 1 - comparison.levels.index(level)
            if gamma == pair.gammas[place]:
                continue
            then = decide(_with(pair, place, gamma, _weight(comparison, level, model)), model.thresholds)
            if then.verdict != now:
                yield f"{in_words(comparison.name)}: with {level.words}, {_VERDICTS[then.verdict]}"


def _extremes(comparison: Comparison, model: StageModel) -> tuple[Level, Level]:
    ranked = sorted(comparison.levels, key=lambda level: _weight(comparison, level, model))
    return ranked[-1], ranked[0]


def _weight(comparison: Comparison, level: Level, model: StageModel) -> float:
    m, u = model.probabilities[comparison.name][level.name]
    return math.log2(m / u)


def _with(pair: ScoredPair, place: int, gamma: int, weight: float) -> ScoredPair:
    gammas, weights = list(pair.gammas), list(pair.weights)
    gammas[place], weights[place] = gamma, weight
    return replace(pair, gammas=tuple(gammas), weights=tuple(weights))
