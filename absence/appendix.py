"""The appendix of a night: how many children may be on no list at all, by age and by area, under what assumptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from absence.estimating import (
    Assumption,
    Estimate,
    History,
    by_match_errors,
    chapman,
    homogeneous,
    log_linear,
)
from absence.facts import Facts, Flags
from absence.judging import Bands, Verdicts
from absence.publishing import SMALL
from absence.steady import Steady
from model.absence import BANDS, Band, Cause, Findings
from model.absence_published import Guess

OTHERS = ("revenues", "housing", "emergency", "police", "social_care")
"""Feeds of the third list: named by any of these."""
ESTIMATED = (Band.FIVE_TO_TEN, Band.ELEVEN_TO_FIFTEEN)
"""Ages at which a practice and a school are both expected to list every child."""
NAMES = ("general practice", "school rolls", "other agencies")
FEWEST = 100
"""Of fewer children no estimate is made."""
Counts = Mapping[History, int]


@dataclass(frozen=True, slots=True)
class Guesses:
    """Estimates by age, each for the whole area, and by area, each for all the ages that are estimated."""

    by_age: tuple[Guess, ...]
    by_area: tuple[Guess, ...]


def guesses(facts: Facts, verdicts: Verdicts, found: Findings, bands: Bands, steady: Steady) -> Guesses:
    """Estimates from the children judged. Counts change by no fewer children than the small-number rule asks."""
    lists = _lists(facts)
    areas = facts.texts["area"]
    ages = [BANDS.index(each) for each in ESTIMATED]
    able = verdicts.judged & np.isin(bands, ages)
    by_area: dict[str, Counts] = {}
    for code in np.unique(areas.codes[able]).tolist():
        name = areas.vocabulary.words[code]
        counts = _counts(lists[able & (areas.codes == code)], f"lists of {name}", steady)
        if name and sum(counts.values()) >= FEWEST:
            by_area[name] = counts
    failed = Counter(
        line.band
        for line in found.lines
        if any(each.cause is Cause.FAILED_MATCH for each in line.explanations)
    )
    return Guesses(
        tuple(_by_age(lists, able, bands, by_area, failed, found, steady)),
        tuple(
            guess
            for name, counts in sorted(by_area.items())
            for guess in _both(f"{name}: 5 to 15", counts, [])
        ),
    )


def _lists(facts: Facts) -> NDArray[np.int64]:
    """Of each child, the lists it is on, as one number of three bits."""
    held = facts.bits["held"]
    others = reduce(or_, (facts.feed_bit(feed) for feed in OTHERS))
    on = np.column_stack([(held & facts.feed_bit("gp")) > 0, facts.flags["at_school"], (held & others) > 0])
    found: NDArray[np.int64] = on @ np.array([4, 2, 1])
    return found


def _counts(lists: NDArray[np.int64], subject: str, steady: Steady) -> Counts:
    numbers = np.bincount(lists, minlength=8).tolist()
    return {
        (bool(code & 4), bool(code & 2), bool(code & 1)): steady(subject, str(code), numbers[code])
        for code in range(1, 8)
    }


def _by_age(
    lists: NDArray[np.int64],
    able: Flags,
    bands: Bands,
    by_area: Mapping[str, Counts],
    failed: Mapping[Band, int],
    found: Findings,
    steady: Steady,
) -> Iterable[Guess]:
    ghosts = steady("appendix", "ghosts", found.tally.ghosts_flagged)
    shared = [
        Assumption(
            "nobody on a list who is not there",
            f"Ghosts that are known are left out; {_few(ghosts)} that are only probable are not, and raise it.",
            None,
        ),
        Assumption("nobody came or went between the lists", "All lists are read as of one day.", None),
    ]
    if len(by_area) > 1:
        shared.append(homogeneous(by_area, "in every area children are equally likely to be on a list"))
    for each in ESTIMATED:
        counts = _counts(lists[able & (bands == BANDS.index(each))], f"lists {each.value}", steady)
        if sum(counts.values()) >= FEWEST:
            missed = steady("missed matches", each.value, failed.get(each, 0))
            yield from _both(each.value, counts, [_by_errors(counts, missed), *shared])


def _both(of: str, counts: Counts, shared: list[Assumption]) -> Iterable[Guess]:
    yield _guess(f"{of}: general practice and school rolls", chapman(*_two(counts)), shared)
    try:
        yield _guess(f"{of}: three lists", log_linear(counts, NAMES), shared)
    except ValueError:
        return


def _two(counts: Counts) -> tuple[int, int, int]:
    """Children on the first list, on the second, and on both."""
    return (
        sum(number for pattern, number in counts.items() if pattern[0]),
        sum(number for pattern, number in counts.items() if pattern[1]),
        sum(number for pattern, number in counts.items() if pattern[0] and pattern[1]),
    )


def _by_errors(counts: Counts, missed: int) -> Assumption:
    """How far missed matches alone would explain the number. Those that the list takes for probable are counted."""
    first, second, both = _two(counts)
    share = missed / (both + missed) if both + missed else 0.0
    told = by_match_errors(first, second, both, share)
    says = (
        f"If {_percent(told.explains_all, both)} of the true matches between general practice and school rolls were "
        f"missed, that alone would explain every child who is not seen. The list takes {_few(missed)} for probable, "
        f"{_percent(share, both)}: with them put right two lists give about {round(told.corrected.total, -1):,.0f}."
    )
    return Assumption(
        "every record of one child is recognised as that child's", says, share >= told.explains_all
    )


def _percent(share: float, of: int) -> str:
    """Per cent in steps of at least as many children as the small-number rule asks."""
    step = max(0.1, 100 * SMALL / of) if of else 100.0
    return f"about {step * round(100 * share / step):.1f}%"


def _few(number: int) -> str:
    return f"about {round(number, -1):,}" if number >= 2 * SMALL else f"fewer than {2 * SMALL}"


def _guess(of: str, estimate: Estimate, shared: list[Assumption]) -> Guess:
    return Guess(
        of=of,
        method=estimate.method,
        seen=round(estimate.seen, -1),
        total=10 * round(estimate.total / 10),
        low=int(estimate.low // 10 * 10),
        high=int(-(-estimate.high // 10) * 10),
        assumptions=tuple(
            (assumption.name, assumption.says, assumption.broken)
            for assumption in (*estimate.assumptions, *shared)
        ),
    )
