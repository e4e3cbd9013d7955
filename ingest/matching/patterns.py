"""Which levels the pairs of a table reach together, counted: what parameters are estimated from.

The levels are those that Splink gives when it weighs (:mod:`ingest.matching.scoring`); counting alone needs none of
its columns, and millions of pairs are counted in seconds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ingest.matching.comparisons import STAGES
from ingest.matching.family import Pattern
from ingest.matching.levels import Comparison

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COLUMN = re.compile(r"\b([a-z_]+)_[lr]\b")


def count_patterns(con: DuckDBPyConnection, stage_name: str, pairs: str) -> dict[Pattern, int]:
    """The pairs of a query (``l``, ``r``: keys of the table ``person``), by the levels they reach. A comparison for
    which a value is missing is left out of the pattern."""
    comparisons = STAGES[stage_name]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE counted AS SELECT l.rowid AS left_row, r.rowid AS right_row FROM ({pairs}) p"
        " JOIN person l ON l.key = p.l JOIN person r ON r.key = p.r"
    )
    # One comparison after the other, each on its own columns: rows with all of them at once are slow and large.
    for each in comparisons:
        sides = {
            f"{name}_{side}": f"{side}.{name}" for name in sorted(columns_of(each)) for side in ("l", "r")
        }
        compared = ", ".join(f"{value} AS {name}" for name, value in sides.items())
        con.execute(
            "CREATE OR REPLACE TEMP TABLE counted AS"
            f" SELECT * EXCLUDE ({', '.join(sides)}), ({_reached(each)})::TINYINT AS at_{each.name}"
            f" FROM (SELECT counted.*, {compared} FROM counted"
            "  JOIN person l ON l.rowid = left_row JOIN person r ON r.rowid = right_row)"
        )
    rows = con.execute(
        f"SELECT {', '.join(f'at_{each.name}' for each in comparisons)}, count(*) FROM counted GROUP BY ALL"
    ).fetchall()
    found: dict[Pattern, int] = defaultdict(int)
    for *places, times in rows:
        pattern = tuple(
            (each.name, each.levels[place].name)
            for each, place in zip(comparisons, places, strict=True)
            if place is not None
        )
        found[pattern] += times
    return dict(sorted(found.items()))


def count_levels(patterns: Mapping[Pattern, float]) -> dict[str, Counter[str]]:
    """Comparison -> level -> how many pairs reach it; the numbers may be expectations."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pattern, times in patterns.items():
        for name, level in pattern:
            found[name][level] += times  # type: ignore[assignment]
    return dict(found)


def columns_of(comparison: Comparison) -> set[str]:
    """The columns that a comparison looks at."""
    told = " ".join((comparison.missing, *(level.sql for level in comparison.levels)))
    return set(_COLUMN.findall(told))


def _reached(comparison: Comparison) -> str:
    """In SQL, the place of the first level whose condition holds; null where a value is missing."""
    cases = [f"WHEN {comparison.missing} THEN NULL"]
    cases += [
        f"WHEN {level.sql} THEN {place}"
        for place, level in enumerate(comparison.levels)
        if level.sql != "ELSE"
    ]
    return f"CASE {' '.join(cases)} ELSE {len(comparison.levels) - 1} END"
