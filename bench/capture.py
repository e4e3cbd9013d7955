"""Capture and recapture on boroughs whose hidden children are known: how often the interval holds the truth, and
whether a broken assumption is said."""

from __future__ import annotations

import numpy as np

from absence.estimating import Estimate, History, stratified
from bench.tables import Result

BOROUGHS = 20
HELD = 18
NAMES = ("general practice", "school rolls", "other agencies")
STRATA = {"5 to 10": (0.96, 0.90, 0.55), "11 to 15": (0.94, 0.88, 0.45)}
"""Chances of being on each list, by age."""
DEPENDENT = 0.4
"""Share of children whom the second list takes over from the first, where independence is broken on purpose."""


def run(children: int) -> None:
    """Twenty boroughs of so many children, with each assumption kept and with one broken."""
    result = Result("capture", "Capture and recapture on boroughs with known hidden children")
    for name, dependence in (("as assumed", 0.0), ("two lists depend on each other", DEPENDENT)):
        estimates = [borough(seed, children, dependence) for seed in range(1, BOROUGHS + 1)]
        hidden = [2 * (children // 2) - estimate.seen for estimate in estimates]
        said = sum(any(each.broken for each in estimate.assumptions[:3]) for estimate in estimates)
        result.add(
            boroughs=name,
            children=children,
            hidden=round(float(np.mean(hidden))),
            estimated=round(float(np.mean([estimate.unseen for estimate in estimates]))),
            interval_holds=sum(estimate.holds(2 * (children // 2)) for estimate in estimates),
            said_to_be_broken=said,
        )
    result.notes.append(f"of {BOROUGHS} boroughs each; at least {HELD} intervals hold the truth")
    result.show()


def borough(seed: int, children: int, dependence: float) -> Estimate:
    """The estimate of one borough."""
    rng = np.random.default_rng(seed)
    strata: dict[str, dict[History, int]] = {}
    for name, chances in STRATA.items():
        on = rng.random((children // 2, 3)) < np.array(chances)
        copied = rng.random(len(on)) < dependence
        on[copied, 1] = on[copied, 0]
        counts: dict[History, int] = {}
        for row in on[on.any(axis=1)].tolist():
            counts[tuple(row)] = counts.get(tuple(row), 0) + 1
        strata[name] = counts
    return stratified(strata, NAMES)
