"""The other explanation of two records alike: two people of one household. Pure.

Between one person and a stranger every comparison tells; between one person and a brother, twin or namesake under the
same roof the roof tells nothing, and what a stranger's agreement weighs weighs less: of brothers and sisters about one
pair in thirty are twins. The share of one person's pairs among all pairs under one roof is estimated from the
records: a file that holds no families needs less to rule them out, a file in which nobody can be seen to live with
anybody needs as much as usual.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ingest.matching.comparisons import STAGES

if TYPE_CHECKING:
    from ingest.matching.model import StageModel

Shares = Mapping[str, Mapping[str, float]]
Pattern = tuple[tuple[str, str], ...]
"""The comparisons that two records have values for, and the level each reached."""

EVEN = 0.5
"""One person's share of the pairs under one roof where nothing is known about it. Assumed."""
USUAL = 20
"""Pairs that the usual shares count for beside what is counted. Assumed."""

USUAL_SHARES: dict[str, dict[str, float]] = {
    "forename": {
        "exact": 0.003, "known_as": 0.002, "second": 0.004, "variant": 0.002, "swapped": 0.00002, "near": 0.006,
        "shortened": 0.004, "similar": 0.012, "crossed": 0.002, "remote": 0.05, "initial": 0.002,
        "repeated": 0.02, "else": 0.89298,
    },
    "middle_names": {"exact": 0.05, "near": 0.02, "else": 0.93},
    "surname": {
        "exact": 0.8, "other_surname": 0.06, "near": 0.01, "similar": 0.01, "of_parent": 0.06,
        "courtesy": 0.01, "else": 0.05,
    },
    "date_of_birth": {
        "exact": 0.03, "vague": 0.01, "swapped": 0.0001, "near": 0.005, "part": 0.008, "month": 0.003, "year": 0.05,
        "else": 0.8939,
    },
    "sex": {"same": 0.5, "else": 0.5},
    "nhs_number": {"verified": 0.0005, "exact": 0.002, "near": 0.01, "contradiction": 0.6, "else": 0.3875},
    "upn": {"exact": 0.002, "former": 0.0005, "near": 0.02, "contradiction": 0.9, "else": 0.0775},
}  # fmt: skip
"""Comparison -> level -> the share of pairs of two people of one household that reach it. Twins: about 15 of 1,000
maternities are multiple (ONS, Birth characteristics in England and Wales), so one of thirty pairs of brothers and
sisters. Identifiers of the wrong brother or sister: a known slip (domain notes 4.4). All assumed."""


def family_weights(stage_name: str, stage: StageModel) -> list[dict[int, float]]:
    """For each comparison of a stage, level number -> bits for one person and against two of one household. Empty
    where a comparison does not tell the two apart: household evidence, and all of the adults' stage, whose chance is
    counted among the adults of one child already."""
    found: list[dict[int, float]] = []
    for comparison in STAGES[stage_name]:
        shares = stage.family.get(comparison.name)
        weights: dict[int, float] = {}
        if shares is not None and comparison.ledger == "personal" and stage_name == "children":
            last = len(comparison.levels) - 1
            for place, level in enumerate(comparison.levels):
                m = stage.probabilities[comparison.name][level.name][0]
                weights[last - place] = math.log2(m / shares[level.name])
        found.append(weights)
    return found


def count_shares(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """Shares of levels among pairs of two people under one roof, as counted, beside the usual ones."""
    found: dict[str, dict[str, float]] = {}
    for name, usual in USUAL_SHARES.items():
        counted = counts.get(name, {})
        total = sum(counted.values()) + USUAL
        found[name] = {
            level: round((counted.get(level, 0) + USUAL * share) / total, 9) for level, share in usual.items()
        }
    return found


def one_person_share(
    patterns: Mapping[Pattern, int],
    probabilities: Mapping[str, Mapping[str, tuple[float, float]]],
    family: Shares,
) -> float:
    """One person's share of the pairs under one roof, by expectation maximisation of that share alone: what pairs of
    one person and of two look like is given, so a forename written quite wrongly does not become a twin unless the
    other signs of families are there. One pair of either kind is taken as seen."""
    likely = []
    for pattern, times in patterns.items():
        one = math.prod(probabilities[name][level][0] for name, level in pattern)
        two = math.prod(family[name][level] for name, level in pattern)
        likely.append((times, one, two))
    total = sum(patterns.values())
    share = EVEN
    for _ in range(200):
        ones = sum(times * share * one / (share * one + (1 - share) * two) for times, one, two in likely)
        share = (ones + 1) / (total + 2)
    return round(share, 9)
