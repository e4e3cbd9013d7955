"""The evidence about two records as a waterfall: each bar begins where the one before it ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from model.desk import Why

FILTERS = ("waterfall",)

_Row = tuple[str, str, str, float | None, float | None, float, float]

WIDTH = 100.0
"""Units of the drawing from its lowest to its highest total."""


LEDGERS = ("personal", "family", "household")


@dataclass(frozen=True)
class Bar:
    """One row. ``at`` and ``width`` are units of the drawing, ``total`` is in bits."""

    comparison: str
    found: str
    ledger: str
    m: float | None
    u: float | None
    rarity: float
    weight: float
    total: float
    at: float
    width: float


@dataclass(frozen=True)
class Waterfall:
    """The bars, and where in the drawing zero and the line of *same* are."""

    bars: list[Bar]
    zero: float
    same: float


def waterfall(why: Why) -> Waterfall:
    """The prior first, then personal evidence, then that of the family and of the household on top of it."""
    rows: list[_Row] = [("prior", "before anything is compared", "personal", None, None, 0.0, why.prior)]
    rows += [
        (row.comparison, row.found, row.ledger, row.m, row.u, row.rarity, row.weight)
        for row in sorted(why.rows, key=lambda row: LEDGERS.index(row.ledger))
    ]
    totals = list(_running(row[-1] for row in rows))
    low = min(0.0, why.same_from, *totals)
    unit = WIDTH / (max(0.0, why.same_from, *totals) - low)
    bars = []
    for row, before, after in zip(rows, [0.0, *totals], totals, strict=False):
        start, end = sorted((before, after))
        bars.append(
            Bar(*row, after, round((start - low) * unit, 2), round(max((end - start) * unit, 0.5), 2))
        )
    return Waterfall(bars, round(-low * unit, 2), round((why.same_from - low) * unit, 2))


def _running(weights: Iterable[float]) -> Iterable[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total
