"""What is published of one night: tables under the small-number rule, shares, patterns of agencies, estimates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from absence.appendix import guesses
from absence.explaining import feed_words
from absence.facts import Facts
from absence.judging import Bands, Verdicts, band_places
from absence.population import Population
from absence.publishing import SMALL
from absence.steady import Remembered, Steady
from absence.suppression import Cell, Table, counted_up, protected
from model.absence import (
    BANDS,
    CATEGORY_WORDS,
    CAUSE_WORDS,
    OUTCOME_WORDS,
    Band,
    Category,
    Cause,
    Findings,
    Outcome,
    Suspended,
)
from model.absence_published import Counts, Gap, Held, Night, Pattern, Point, Share

PATTERNS = 12


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
    facts: Facts,
    verdicts: Verdicts,
    found: Findings,
    before: Remembered | None = None,
    enquired: Sequence[tuple[Cause, Outcome]] = (),
    population: Population | None = None,
) -> tuple[Night, dict[str, dict[str, int]]]:
    """What is published, and what the next night is to be steady by: ``before`` is what the last night gave.
    ``enquired`` is how enquiries ended, by the first explanation of the line."""
    steady = Steady(before)
    bands = band_places(facts, verdicts.rolls.today)
    night = Night(
        day=found.as_at,
        expectations=found.expectations,
        tables=tuple(tables(found, enquired, steady)),
        shares=tuple(_shares(verdicts, bands, steady)),
        patterns=tuple(_patterns(facts, verdicts, steady)),
        guesses=(estimates := guesses(facts, verdicts, found, bands, steady)).by_age,
        guesses_by_area=estimates.by_area,
        notes=tuple(_not_asked(each, steady) for each in found.suspended),
        feeds_asked=tuple(sorted(feed for feed in verdicts.rolls.states if verdicts.rolls.live(feed))),
        causes=tuple(_causes(found, steady)),
        gaps=tuple(_gaps(found, steady)),
        judged=tuple(_judged(verdicts, bands, steady)),
        held=tuple(_held(facts, verdicts, bands, population, steady)) if population else (),
        estimate=population.source if population else None,
    )
    return night, dict(steady.kept)


def tables(found: Findings, enquired: Sequence[tuple[Cause, Outcome]], steady: Steady) -> Iterable[Counts]:
    """The tables under the small-number rule; none of their counts changes by fewer children than it asks."""
    raw = {**raw_tables(found), "outcomes": _outcomes(enquired)}
    for name, (title, pairs, rows, columns) in raw.items():
        inner = Counter(pairs)
        known = {_cell(key) for key in steady.keys(name)}
        rows_ = [*rows, *sorted({row for row, _ in known} - set(rows))]
        columns_ = [*columns, *sorted({column for _, column in known} - set(columns))]
        kept = {
            (row, column): steady(name, _key((row, column)), inner[row, column])
            for row in rows_
            for column in columns_
        }
        rows_ = [row for row in rows_ if any(kept[row, column] for column in columns_)]
        columns_ = [column for column in columns_ if any(kept[row, column] for row in rows_)]
        cells = counted_up({cell: number for cell, number in kept.items() if number}, rows_, columns_)
        telling = (
            [CAUSE_WORDS[each] for each in Cause if each is not Cause.NONE_FOUND] if name == "cause" else []
        )
        table = protected(cells, rows_, columns_, telling=[each for each in telling if each in rows_])
        yield _counts(name, title, table)


def _outcomes(enquired: Sequence[tuple[Cause, Outcome]]) -> tuple[str, list[Cell], list[str], list[str]]:
    pairs = [(CAUSE_WORDS[cause], OUTCOME_WORDS[outcome]) for cause, outcome in enquired]
    causes = [CAUSE_WORDS[each] for each in Cause if any(cause is each for cause, _ in enquired)]
    outcomes = [OUTCOME_WORDS[each] for each in Outcome if any(outcome is each for _, outcome in enquired)]
    return "How enquiries ended, by the first explanation of the line", pairs, causes, outcomes


def _causes(found: Findings, steady: Steady) -> Iterable[Point]:
    counts = Counter(line.cause for line in found.lines)
    for cause in Cause:
        if (number := steady("causes", cause.value, counts[cause])) >= SMALL:
            yield Point(night=found.as_at, cause=cause, children=5 * round(number / 5))


def _gaps(found: Findings, steady: Steady) -> Iterable[Gap]:
    counts = Counter(service for line in found.lines for service in line.expected)
    for service in sorted({*counts, *steady.keys("gaps")}):
        if (number := steady("gaps", service, counts[service])) >= SMALL:
            yield Gap(night=found.as_at, service=service, children=5 * round(number / 5))


def _judged(verdicts: Verdicts, bands: Bands, steady: Steady) -> Iterable[tuple[Band, str]]:
    for place, each in enumerate(BANDS):
        if number := steady("judged", each.value, int((verdicts.judged & (bands == place)).sum())):
            yield each, few(number)


ALL = "all"


def _held(
    facts: Facts, verdicts: Verdicts, bands: Bands, population: Population, steady: Steady
) -> Iterable[Held]:
    """Children whom the index holds, of those of the estimate; ghosts, and children who live elsewhere, are not held.
    Whoever has no ward is of the whole borough only."""
    who = verdicts.judged & ~facts.flags["expected"]
    areas = facts.texts["area"]
    cells, numbers = np.unique(
        areas.codes[who].astype(np.int64) * len(BANDS) + bands[who], return_counts=True
    )
    held = {
        (areas.vocabulary.words[area], BANDS[place]): number
        for area, place, number in zip(*np.divmod(cells, len(BANDS)), numbers.tolist(), strict=True)
    }
    wards = sorted({ward for ward, _ in population.children})
    ages = [each for each in BANDS if any(band is each for _, band in population.children)]
    for ward in (*wards, ALL):
        for age in (*ages, None):

            def ours(cell: tuple[str, Band], ward: str = ward, age: Band | None = age) -> bool:
                return ward in (cell[0], ALL) and age in (cell[1], None)

            estimate = sum(number for cell, number in population.children.items() if ours(cell))
            number = sum(number for cell, number in held.items() if ours(cell))
            number = steady("held", _key((ward, age.value if age else ALL)), number)
            yield Held(area=ward, band=age, estimate=estimate, share=_share(number, estimate))


def _share(number: int, estimate: int) -> int | None:
    """Per cent in steps of at least as many children as the rule asks."""
    if estimate < 4 * SMALL or number < SMALL:
        return None
    step = max(1, -(-100 * SMALL // estimate))
    return step * round(100 * number / estimate / step)


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


def _not_asked(each: Suspended, steady: Steady) -> str:
    number = steady("suspended", f"{each.service}\t{each.feed}", each.children)
    return (
        f"{each.service.replace('_', ' ').capitalize()} of {few(number)} children was not asked: "
        f"{CAUSE_WORDS[each.why]} ({feed_words(each.feed)})."
    )


def _shares(verdicts: Verdicts, bands: Bands, steady: Steady) -> Iterable[Share]:
    for number, rule in enumerate(verdicts.rolls.expectations.rules):
        for place, each in enumerate(BANDS):
            expected = verdicts.expected[:, number] & (bands == place)
            key = f"{rule.service}\t{each.value}"
            total = steady("expected", key, int(expected.sum()))
            unknown = steady("unknown", key, int((expected & ~verdicts.met[:, number]).sum()))
            if not total:
                continue
            known = max(0, total - unknown)
            shown = (
                None if total < 4 * SMALL else min(99 if known < total else 100, round(100 * known / total))
            )
            yield Share(service=rule.label, band=each, expected=few(total), known=shown)


def _patterns(facts: Facts, verdicts: Verdicts, steady: Steady) -> list[Pattern]:
    """The commonest sets of agencies that hold one child, rounded; the rest together."""
    sets, numbers = np.unique(facts.bits["held"][verdicts.judged], return_counts=True)
    true = {
        facts.feeds_of(int(bits)): int(number) for bits, number in zip(sets, numbers, strict=True) if bits
    }
    known = {tuple(key.split()) for key in steady.keys("patterns")}
    kept = {feeds: steady("patterns", " ".join(feeds), true.get(feeds, 0)) for feeds in {*true, *known}}
    common = sorted(kept.items(), key=lambda item: (-item[1], item[0]))[:PATTERNS]
    return [
        Pattern(feeds=feeds, children=5 * round(number / 5))
        for feeds, number in common
        if number >= 2 * SMALL
    ]
