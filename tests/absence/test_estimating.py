"""Capture and recapture: worked by hand, on boroughs whose hidden children are known, and where assumptions break."""

from __future__ import annotations

import numpy as np
import pytest

from absence.estimating import History, by_match_errors, chapman, histories, log_linear, stratified

NAMES = ("general practice", "education", "housing")


def simulated(
    seed: int, children: int = 4_000, chances: tuple[float, ...] = (0.9, 0.8, 0.5), dependence: float = 0.0
) -> dict[History, int]:
    """Lists of one stratum. ``dependence``: the share of children whom the second list takes over from the first."""
    rng = np.random.default_rng(seed)
    on = rng.random((children, 3)) < np.array(chances)
    copied = rng.random(children) < dependence
    on[copied, 1] = on[copied, 0]
    counts: dict[History, int] = {}
    for row in on[on.any(axis=1)]:
        pattern = (bool(row[0]), bool(row[1]), bool(row[2]))
        counts[pattern] = counts.get(pattern, 0) + 1
    return counts


def test_chapman_as_worked_by_hand() -> None:
    estimate = chapman(200, 150, 100)
    assert estimate.total == pytest.approx(201 * 151 / 101 - 1)
    assert estimate.seen == 250
    assert estimate.seen < estimate.low < estimate.total < estimate.high
    with pytest.raises(ValueError, match="both"):
        chapman(10, 10, 11)


def test_intervals_hold_the_truth_in_most_boroughs() -> None:
    strata = {"under 5": (0.95, 0.85, 0.6), "5 to 15": (0.9, 0.8, 0.4)}
    held = 0
    for seed in range(8):
        counts = {
            name: simulated(seed * 10 + place, 3_000, chances)
            for place, (name, chances) in enumerate(strata.items())
        }
        held += stratified(counts, NAMES).holds(6_000)
    assert held >= 7


def test_lists_that_depend_on_each_other_are_said_and_reckoned_with() -> None:
    estimate = log_linear(simulated(3, 20_000, dependence=0.5), NAMES)
    broken = [each.name for each in estimate.assumptions if each.broken]
    assert broken == ["general practice and education independent of each other"]
    assert estimate.holds(20_000)
    assert not any(each.broken for each in log_linear(simulated(4, 20_000), NAMES).assumptions)


def test_strata_that_are_not_equally_listed_are_said() -> None:
    even = stratified({"north": simulated(5), "south": simulated(6)}, NAMES)
    uneven = stratified({"north": simulated(5), "south": simulated(6, chances=(0.5, 0.5, 0.5))}, NAMES)
    assert [each.assumptions[-1].broken for each in (even, uneven)] == [False, True]


def test_missed_matches_alone_may_explain_the_number() -> None:
    true_both, missed = 800, 0.1
    told = by_match_errors(900, 880, round(true_both * (1 - missed)), missed)
    assert told.corrected.total == pytest.approx(chapman(900, 880, true_both).total)
    assert 0 < told.explains_all < 0.2


def test_patterns_of_lists_are_counted() -> None:
    assert histories([{"a", "b"}, {"b"}, {"c"}]) == {
        (True, False, False): 1,
        (True, True, False): 1,
        (False, False, True): 1,
    }


def test_too_few_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="three lists"):
        log_linear({(True, False): 3})
