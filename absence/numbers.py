"""What is published of one night: tables under the small-number rule, shares, patterns of agencies, estimates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from absence.analysis import band
from absence.estimating import Estimate, chapman, log_linear
from absence.explaining import feed_words
from absence.facts import Facts
from absence.judging import Verdicts
from absence.publishing import SMALL
from absence.suppression import Cell, Table, counted, protected
from model.absence import (
    BANDS,
    CATEGORY_WORDS,
    CAUSE_WORDS,
    Band,
    Category,
    Cause,
    Counts,
    Findings,
    Guess,
    Night,
    Pattern,
    Share,
    Suspended,
)

PATTERNS = 12
LISTS = ("gp", "education", "others")
OTHERS = ("revenues", "housing", "emergency", "police", "social_care")
"""Feeds of the third list: named by any of these."""
ESTIMATED = (Band.FIVE_TO_TEN, Band.ELEVEN_TO_FIFTEEN)
"""Ages at which a practice and a school are both expected to list every child."""
True_ = Mapping[str, Mapping[Cell, int]]


def raw_tables(found: Findings) -> dict[str, tuple[str, list[Cell], list[str], list[str]]]:
    """The tables before the small-number rule: name -> title, one pair for each child, rows, columns."""
    lines = found.lines
    bands = [each.value for each in BANDS if any(line.band is each for line in lines)]
    areas = sorted({line.area for line in lines})
    causes = [each for each in Cause if any(line.cause is each for line in lines)]
    firsts = [each for each in Category if any(line.categories[0] is each for line in lines)]
    held = [each for each in Cause if any(ghost.cause is each for ghost in found.ghosts)]
    return {
        "cause": (
            "First explanation by age",
            [(CAUSE_WORDS[line.cause], line.band.value) for line in lines],
            [CAUSE_WORDS[each] for each in causes],
            bands,
        ),
        "category": (
            "First reason for being listed by age",
            [(CATEGORY_WORDS[line.categories[0]], line.band.value) for line in lines],
            [CATEGORY_WORDS[each] for each in firsts],
            bands,
        ),
        "area": ("Area by age", [(line.area, line.band.value) for line in lines], areas, bands),
        "ghosts": (
            "Ghosts: on lists, and left out or flagged before counting",
            [
                (CAUSE_WORDS[ghost.cause], "left out" if ghost.removed else "flagged")
                for ghost in found.ghosts
            ],
            [CAUSE_WORDS[each] for each in held],
            ["left out", "flagged"],
        ),
    }


def publish(
    facts: Facts, verdicts: Verdicts, found: Findings, before: Mapping[str, Mapping[str, int]] | None = None
) -> tuple[Night, dict[str, dict[str, int]]]:
    """What is published, and the true count of each cell when it was last published, for the next night to be compared
    with: ``before`` is what the last night gave."""
    tables, remembered = [], {}
    for name, (title, pairs, rows, columns) in raw_tables(found).items():
        true = counted(pairs, rows, columns)
        last = {_cell(key): number for key, number in (before or {}).get(name, {}).items()}
        table = protected(true, rows, columns, last)
        tables.append(_counts(name, title, table))
        kept = {_key(cell): true[cell] for cell, shown in table.cells.items() if shown is not None}
        remembered[name] = {**(before or {}).get(name, {}), **kept}
    night = Night(
        day=found.as_at,
        expectations=found.expectations,
        tables=tuple(tables),
        shares=tuple(_shares(facts, verdicts)),
        patterns=tuple(_patterns(facts, verdicts)),
        guesses=tuple(_guesses(facts, verdicts)),
        notes=tuple(_not_asked(each) for each in found.suspended),
        feeds_asked=tuple(sorted(feed for feed in verdicts.rolls.states if verdicts.rolls.live(feed))),
    )
    return night, remembered


def _key(cell: Cell) -> str:
    return "\t".join(cell)


def _cell(key: str) -> Cell:
    row, _, column = key.partition("\t")
    return row, column


def _counts(name: str, title: str, table: Table) -> Counts:
    cells = tuple(tuple(table.cells[row, column] for column in table.columns) for row in table.rows)
    return Counts(name=name, title=title, rows=table.rows, columns=table.columns, cells=cells)


def few(number: int) -> str:
    """A count rounded to ten, or that it is small."""
    return f"about {round(number, -1):,}" if number >= 2 * SMALL else f"fewer than {2 * SMALL}"


def _not_asked(each: Suspended) -> str:
    return (
        f"{each.service.replace('_', ' ').capitalize()} of {few(each.children)} children was not asked: "
        f"{CAUSE_WORDS[each.why]} ({feed_words(each.feed)})."
    )


def _bands(facts: Facts, verdicts: Verdicts) -> list[Band]:
    return [band(facts, place, verdicts.rolls.today) for place in range(len(facts))]


def _shares(facts: Facts, verdicts: Verdicts) -> Iterable[Share]:
    bands = np.array([BANDS.index(each) for each in _bands(facts, verdicts)])
    for number, rule in enumerate(verdicts.rolls.expectations.rules):
        for place, each in enumerate(BANDS):
            expected = verdicts.expected[:, number] & (bands == place)
            total = int(expected.sum())
            if not total:
                continue
            known = int((expected & verdicts.met[:, number]).sum())
            shown = (
                None if total < 4 * SMALL else min(99 if known < total else 100, round(100 * known / total))
            )
            yield Share(service=rule.label, band=each, expected=few(total), known=shown)


def _patterns(facts: Facts, verdicts: Verdicts) -> list[Pattern]:
    """The commonest sets of agencies that hold one child, rounded; the rest together."""
    counted_ = Counter(facts.bits["held"][verdicts.judged].tolist())
    common = [
        (bits, number) for bits, number in counted_.most_common(PATTERNS) if number >= 2 * SMALL and bits
    ]
    return [Pattern(feeds=facts.feeds_of(bits), children=5 * round(number / 5)) for bits, number in common]


def _guesses(facts: Facts, verdicts: Verdicts) -> Iterable[Guess]:
    bands = _bands(facts, verdicts)
    listed = {
        "gp": (facts.bits["held"] & facts.feed_bit("gp")) > 0,
        "education": facts.flags["at_school"],
        "others": np.zeros(len(facts), bool),
    }
    for feed in OTHERS:
        listed["others"] = listed["others"] | ((facts.bits["held"] & facts.feed_bit(feed)) > 0)
    for each in ESTIMATED:
        who = np.fromiter((own is each for own in bands), bool, len(facts)) & verdicts.judged
        counts: Counter[tuple[bool, ...]] = Counter()
        for row in np.column_stack([listed[name][who] for name in LISTS]).tolist():
            if any(row):
                counts[tuple(row)] += 1
        if sum(counts.values()) < 100:
            continue
        yield from _both(each, counts)


def _both(each: Band, counts: Mapping[tuple[bool, ...], int]) -> Iterable[Guess]:
    first = sum(number for pattern, number in counts.items() if pattern[0])
    second = sum(number for pattern, number in counts.items() if pattern[1])
    both = sum(number for pattern, number in counts.items() if pattern[0] and pattern[1])
    yield _guess(f"{each.value}: general practice and school rolls", chapman(first, second, both))
    try:
        names = ("general practice", "school rolls", "other agencies")
        yield _guess(f"{each.value}: three lists", log_linear(counts, names))
    except ValueError:
        return


def _guess(of: str, estimate: Estimate) -> Guess:
    return Guess(
        of=of,
        method=estimate.method,
        seen=round(estimate.seen, -1),
        total=10 * round(estimate.total / 10),
        low=int(estimate.low // 10 * 10),
        high=int(-(-estimate.high // 10) * 10),
        assumptions=tuple(
            (assumption.name, assumption.says, assumption.broken) for assumption in estimate.assumptions
        ),
    )


def rounded(counts: Mapping[Cause, int]) -> Sequence[tuple[Cause, int]]:
    """Counts rounded to five, those that are nothing then left out."""
    return [(cause, 5 * round(number / 5)) for cause, number in counts.items() if number >= SMALL]
