"""Pairs that cannot come near enough, put aside before they are weighed.

Splink weighs a pair with every column of both records at hand, several times what a comparison costs. Most candidates
are far apart, and one or two comparisons show it: with the most that the others could give, they stay below the floor.
What is put aside is what weighing would leave out; what stays is weighed as before, so the answer is the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ingest.matching.comparisons import STAGES
from ingest.matching.levels import Comparison
from ingest.matching.patterns import columns_of
from ingest.matching.relatives import with_relatives
from ingest.matching.working import fill_columns

if TYPE_CHECKING:
    from collections.abc import Collection

    from ingest.matching.model import StageModel
    from ingest.matching.working import Working

WORTH_IT = 20_000
"""Pairs from which on putting far ones aside costs less than weighing them."""
_ROUNDING = 1e-3  # bits: a bound is a sum of floats, and rounding never puts a pair aside
_FIRST = ("date_of_birth", "sex", "nhs_number", "upn")
"""Comparisons that cost least; they are made together. The others follow one by one."""


def sift(
    con: Working, stage_name: str, stage: StageModel, pairs: str, counted: Collection[str], floor: float
) -> str:
    """The table (``l``, ``r``) of those pairs of a table that may weigh at least the floor, in bits, by the comparisons
    ``counted``. A pair with a child who is not born yet always may."""
    told = con.execute(f"SELECT count(*) FROM {pairs}").fetchone()
    if told is None or told[0] < WORTH_IT:
        return pairs
    compared = [each for each in STAGES[stage_name] if each.name in counted]
    steps = [[each for each in compared if each.name in _FIRST]]
    steps += [[each] for each in compared if each.name not in _FIRST]
    _number(con, stage_name, stage, pairs, compared)
    left = [each for step in steps for each in step]
    least = -math.inf
    for step in steps:
        _step(con, stage, step, least)
        left = left[len(step) :]
        most = sum(max(_bits(stage, each)) for each in left)
        least = floor - stage.prior_weight - most - _ROUNDING
    con.execute(
        "CREATE OR REPLACE TEMP TABLE sifted AS SELECT a.key AS l, b.key AS r FROM bounded"
        " JOIN numbered_record a ON a.place = bounded.l JOIN numbered_record b ON b.place = bounded.r"
        f" WHERE {_enough(least)}"
    )
    for table in ("bounded", "numbered_record"):
        con.execute(f"DROP TABLE {table}")
    return "sifted"


def _number(con: Working, stage_name: str, stage: StageModel, pairs: str, compared: list[Comparison]) -> None:
    """The records of the pairs with what is compared, numbered; and the pairs by number, nothing counted yet."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE at_hand AS SELECT l AS rec FROM {pairs} UNION SELECT r FROM {pairs}"
    )
    needed = sorted(set().union(*map(columns_of, compared)) | {"unborn"})
    shares, joins = [], []
    for column, known in stage.frequencies.items():
        table = f"share_of_{column}"
        con.execute(f"CREATE OR REPLACE TEMP TABLE {table} (name VARCHAR, share DOUBLE)")
        fill_columns(
            con,
            table,
            {"name": "VARCHAR", "share": "DOUBLE"},
            [list(known), [float(x) for x in known.values()]],
        )
        shares.append(f", coalesce({table}.share, {float(stage.rare[column])!r}) AS share_{column}")
        joins.append(f" LEFT JOIN {table} ON {table}.name = {column}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE numbered_record AS SELECT row_number() OVER () AS place, told.key,"
        f" {', '.join(needed)}{''.join(shares)}"
        f" FROM ({with_relatives(con, stage_name, 'at_hand')}) told{''.join(joins)}"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE bounded AS SELECT a.place AS l, b.place AS r, 0::DOUBLE AS bits,"
        f" a.unborn OR b.unborn AS spared FROM {pairs} p"
        " JOIN numbered_record a ON a.key = p.l JOIN numbered_record b ON b.key = p.r"
    )


def _step(con: Working, stage: StageModel, step: list[Comparison], least: float) -> None:
    """Of the pairs that have the least bits so far, add what some comparisons give."""
    if not step:
        return
    used = set().union(*map(columns_of, step))
    shares = {
        level.frequency for each in step for level in each.levels if level.frequency in stage.frequencies
    }
    sides = [
        f"{side}.{name} AS {name}_{side}"
        for name in sorted(used | {f"share_{column}" for column in shares})
        for side in ("l", "r")
    ]
    bits = " + ".join(f"({_bits_in_sql(stage, each)})" for each in step)
    # Whoever asks of what is worked out here has it worked out twice: the filter is that of the next statement.
    con.execute(
        "CREATE OR REPLACE TEMP TABLE bounded AS"
        f" SELECT left_place AS l, right_place AS r, spared, before + {bits} AS bits"
        f" FROM (SELECT p.l AS left_place, p.r AS right_place, p.bits AS before, p.spared, {', '.join(sides)}"
        f"  FROM (FROM bounded WHERE {_enough(least)}) p"
        "   JOIN numbered_record l ON l.place = p.l JOIN numbered_record r ON r.place = p.r)"
    )


def _enough(least: float) -> str:
    return "true" if least == -math.inf else f"(spared OR bits >= {least!r})"


def _bits(stage: StageModel, comparison: Comparison) -> list[float]:
    """The most that each level gives; a missing value, the last, gives nothing."""
    found = []
    for level in comparison.levels:
        m, u = stage.probabilities[comparison.name][level.name]
        if level.frequency is not None and level.frequency in stage.frequencies:
            u = min(stage.rare[level.frequency], *stage.frequencies[level.frequency].values())
        found.append(math.log2(m / u))
    return [*found, 0.0]


def _bits_in_sql(stage: StageModel, comparison: Comparison) -> str:
    cases = []
    for level in comparison.levels:
        m, u = stage.probabilities[comparison.name][level.name]
        bits = repr(math.log2(m / u))
        if level.frequency is not None and level.frequency in stage.frequencies:
            column = f"share_{level.frequency}"
            bits = f"{math.log2(m)!r} - log2(greatest({column}_l, {column}_r))"
        cases.append(f"ELSE {bits}" if level.sql == "ELSE" else f"WHEN {level.sql} THEN {bits}")
    return f"CASE WHEN {comparison.missing} THEN 0 {' '.join(cases)} END"
