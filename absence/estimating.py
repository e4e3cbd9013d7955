"""How many children there are whom no list holds: capture and recapture with two and with three lists.

Two lists: Lincoln and Petersen's estimate with Chapman's correction (Chapman 1951), its variance after Seber (1970)
and an interval that is lognormal in the number not seen (Chao 1987). Three lists: log-linear models of the seven counts
(Fienberg 1972), fitted as Poisson regressions, averaged by AIC weights (Burnham and Anderson 2002), with the variance
between the models in the interval. What rests on assumptions says which, and what the counts say about each.

The number is an appendix of a report and never its headline: a list of ghosts, or missed matches, raise it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

Z95 = 1.959964
SUSPECT = 0.01
"""Probability below which an assumption is said to be broken."""
History = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption, what the counts say about it, and whether it is broken. None: they cannot tell."""

    name: str
    says: str
    broken: bool | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Children in all, between two bounds of 95%, of whom ``seen`` are on some list."""

    seen: int
    total: float
    low: float
    high: float
    method: str
    assumptions: tuple[Assumption, ...] = ()

    @property
    def unseen(self) -> float:
        """Children on none of the lists."""
        return max(0.0, self.total - self.seen)

    def holds(self, truth: float) -> bool:
        """Whether the interval holds a number."""
        return self.low <= truth <= self.high


def histories(lists: Sequence[set[str]]) -> dict[History, int]:
    """How many children have which pattern of lists; the pattern of none is not known."""
    found: dict[History, int] = {}
    for child in set().union(*lists):
        pattern = tuple(child in each for each in lists)
        found[pattern] = found.get(pattern, 0) + 1
    return found


def chapman(first: int, second: int, both: int) -> Estimate:
    """Two lists of so many children, ``both`` on the two. Raises ValueError for more on both than on one."""
    if both > min(first, second) or min(first, second, both) < 0:
        raise ValueError("no more children can be on both lists than on either")
    seen = first + second - both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    low, high = _lognormal(seen, total, variance)
    told = "Two lists cannot tell whether they depend on each other: a third can."
    return Estimate(
        seen, total, low, high, "Chapman", (Assumption("lists independent of each other", told, None),)
    )


def _lognormal(seen: int, total: float, variance: float) -> tuple[float, float]:
    """An interval that cannot fall below those who were seen."""
    unseen = max(total - seen, 1e-9)
    spread = math.exp(Z95 * math.sqrt(math.log(1 + max(variance, 0.0) / unseen**2)))
    return seen + unseen / spread, seen + unseen * spread


TERMS: tuple[tuple[tuple[int, int], ...], ...] = tuple(
    chosen for size in range(4) for chosen in combinations(((0, 1), (0, 2), (1, 2)), size)
)
"""The models of three lists: which pairs may depend on each other. All three may; all together cannot be told."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One model of the counts."""

    pairs: tuple[tuple[int, int], ...]
    unseen: float
    variance: float
    aic: float
    deviance: float


def log_linear(
    counts: Mapping[History, int], names: Sequence[str] = ("first", "second", "third")
) -> Estimate:
    """Three lists, by the seven counts of children with each pattern. Raises ValueError for fewer than three lists."""
    if any(len(pattern) != 3 for pattern in counts) or not counts:
        raise ValueError("log-linear models here take three lists")
    patterns = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1) if a or b or c]
    observed = np.array([counts.get((bool(a), bool(b), bool(c)), 0) for a, b, c in patterns], float)
    seen = int(observed.sum())
    fits = [fitted for pairs in TERMS if (fitted := _fit(observed, patterns, pairs)) is not None]
    if not fits:
        raise ValueError("too few children are on more than one list for any model")
    best = min(fit.aic for fit in fits)
    weights = np.array([math.exp(-(fit.aic - best) / 2) for fit in fits])
    weights /= weights.sum()
    unseen = float(sum(weight * fit.unseen for weight, fit in zip(weights, fits, strict=True)))
    spread = float(
        sum(
            weight * math.sqrt(fit.variance + (fit.unseen - unseen) ** 2)
            for weight, fit in zip(weights, fits, strict=True)
        )
    )
    low, high = _lognormal(seen, seen + unseen, spread**2)
    return Estimate(seen, seen + unseen, low, high, "log-linear, averaged", tuple(_dependence(fits, names)))


def _fit(
    observed: Any, patterns: Sequence[History | tuple[int, ...]], pairs: Sequence[tuple[int, int]]
) -> Fitted | None:
    """One Poisson regression; None where it has no finite answer."""
    import statsmodels.api as sm

    design = np.array(
        [[1, *pattern, *(pattern[a] * pattern[b] for a, b in pairs)] for pattern in patterns], float
    )
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of the fit of a model that is then left out, or of the saturated one
        try:
            fit = sm.GLM(observed, design, family=sm.families.Poisson()).fit()
            unseen, error = math.exp(fit.params[0]), math.sqrt(fit.cov_params()[0][0])
        except (ValueError, OverflowError, np.linalg.LinAlgError, ZeroDivisionError):
            return None
    if not math.isfinite(unseen) or not math.isfinite(error) or error > 3:
        return None
    # The number not seen varies by the fit and, being a count, by chance.
    return Fitted(tuple(pairs), unseen, unseen**2 * error**2 + unseen, float(fit.aic), float(fit.deviance))


def _dependence(fits: Sequence[Fitted], names: Sequence[str]) -> Iterable[Assumption]:
    """Likelihood-ratio tests: does letting two lists depend on each other fit better than independence?"""
    from scipy.stats import chi2

    by_pairs = {fit.pairs: fit for fit in fits}
    for pair in ((0, 1), (0, 2), (1, 2)):
        others = tuple(each for each in ((0, 1), (0, 2), (1, 2)) if each != pair)
        with_it, without = by_pairs.get(((0, 1), (0, 2), (1, 2))), by_pairs.get(others)
        name = f"{names[pair[0]]} and {names[pair[1]]} independent of each other"
        if with_it is None or without is None:
            yield Assumption(name, "Too few children to tell.", None)
            continue
        chance = float(chi2.sf(max(0.0, without.deviance - with_it.deviance), 1))
        broken = chance < SUSPECT
        says = f"{'Broken' if broken else 'Not contradicted'}: likelihood ratio, p {_said(chance)}."
        yield Assumption(
            name, says + (" The models with this dependence carry the weight." if broken else ""), broken
        )
    yield Assumption("no dependence of all three lists together", "Cannot be told from three lists.", None)


def _said(chance: float) -> str:
    """A p-value by the usual limits: by its digits the counts could be reckoned."""
    return next((f"< {limit}" for limit in (0.001, 0.01, 0.05) if chance < limit), "≥ 0.05")


def stratified(strata: Mapping[str, Mapping[History, int]], names: Sequence[str]) -> Estimate:
    """Strata estimated each by itself and added up; says whether children of different strata are equally likely to be
    listed, which one estimate over all would assume."""
    estimates = {name: log_linear(counts, names) for name, counts in strata.items()}
    seen = sum(each.seen for each in estimates.values())
    total = sum(each.total for each in estimates.values())
    variance = sum(_variance(each) for each in estimates.values())
    low, high = _lognormal(seen, total, variance)
    pooled: dict[History, int] = {}
    for counts in strata.values():
        for pattern, number in counts.items():
            pooled[pattern] = pooled.get(pattern, 0) + number
    told = log_linear(pooled, names).assumptions
    return Estimate(seen, total, low, high, "log-linear by stratum", (*told, homogeneous(strata)))


def _variance(each: Estimate) -> float:
    """What :func:`_lognormal` made the interval from."""
    unseen = max(each.unseen, 1e-9)
    spread = math.log((each.high - each.seen) / unseen) / Z95
    return float((math.exp(spread**2) - 1) * unseen**2)


def homogeneous(
    strata: Mapping[str, Mapping[History, int]],
    name: str = "children of all strata equally likely to be on a list",
) -> Assumption:
    """Whether the counts of patterns differ between strata by more than chance."""
    from scipy.stats import chi2_contingency

    patterns = sorted({pattern for counts in strata.values() for pattern in counts})
    table = np.array([[counts.get(pattern, 0) for pattern in patterns] for counts in strata.values()], float)
    table = table[:, table.sum(axis=0) > 0]
    if min(table.shape) < 2:
        return Assumption(name, "One alone: cannot be told.", None)
    chance = float(chi2_contingency(table).pvalue)
    broken = chance < SUSPECT
    says = f"{'Broken' if broken else 'Not contradicted'}: chi-squared, p {_said(chance)}."
    return Assumption(
        name, says + (" Estimates of each by itself are the better ones." if broken else ""), broken
    )


@dataclass(frozen=True, slots=True)
class Linkage:
    """What missed matches do to an estimate of two lists."""

    missed: float
    """Share of the true matches that were missed, as measured or assumed."""
    corrected: Estimate
    explains_all: float
    """The share of missed matches at which nobody at all would be unseen; above 1 no share would do."""


def by_match_errors(first: int, second: int, both: int, missed: float) -> Linkage:
    """The estimate with missed matches put right, and how many would explain the whole number by themselves.

    A child whose two records were left apart is counted on each list and on both lists never, and twice among the seen.
    Raises ValueError for a share that is not in [0, 1).
    """
    if not 0 <= missed < 1:
        raise ValueError("a share of missed matches is at least 0 and below 1")
    true_both = min(min(first, second), round(both / (1 - missed)))
    needed = min(first, second)
    return Linkage(missed, chapman(first, second, true_both), 1 - both / needed if needed else math.inf)
