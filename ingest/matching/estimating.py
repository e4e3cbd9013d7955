"""Estimates that training makes beside expectation maximisation: how often two strangers agree, how many of all pairs
are one person's, and how many of those under one roof."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ingest.matching.family import Pattern, count_shares, one_person_share
from ingest.matching.model import StageModel
from ingest.matching.patterns import count_levels, count_patterns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ingest.matching.working import Working

PAIRS = 800_000
"""Pairs of a sample that show how often two people agree by chance."""
ENOUGH = 50
"""Pairs that a rule must find before it is learned from."""
ROOF = 20
"""Records that one home, telephone or e-mail address may have and still be a household's. Assumed."""

_SURE = ("forename", "surname", "date_of_birth")
_SAME_ROOF = {("home", "same"), ("home", "near"), ("home", "street"), ("phone", "same"), ("email", "same")}
_ROOFS = (
    "SELECT key, feed, 'h' || unnest(homes) AS roof FROM person"
    " UNION ALL SELECT key, feed, 'p' || unnest(phones) FROM person"
    " UNION ALL SELECT key, feed, 'a' || postcode || regexp_extract(place, '[0-9]+')"
    " FROM (SELECT *, unnest(postcodes) AS postcode FROM person WHERE place IS NOT NULL)"
    " UNION ALL SELECT key, feed, 'e' || email FROM person WHERE email IS NOT NULL"
)


def sample_of_pairs(con: DuckDBPyConnection) -> str:
    """A query of pairs spread evenly over the table ``person``, all pairs of a small one."""
    records = count(con, "SELECT count(*) FROM person")
    steps = max(1, min(math.ceil(PAIRS / max(records, 1)), (records - 1) // 2))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE numbered AS SELECT key, row_number() OVER () - 1 AS place FROM person"
    )
    return (
        "SELECT a.key AS l, b.key AS r FROM"
        f" (SELECT key, unnest(range(place + 1, place + {steps + 1})) % {records} AS other FROM numbered) a"
        " JOIN numbered b ON b.place = a.other"
    )


def strangers(
    patterns: Mapping[Pattern, int], stage: StageModel
) -> dict[str, dict[str, tuple[float, float]]]:
    """The stage's probabilities with ``u`` counted over a sample of pairs, each pair counted by as much as it is
    likely to be two people's: in a small file one person's pairs would be most of those that agree."""
    weighed: dict[Pattern, float] = {}
    for pattern, times in patterns.items():
        odds = stage.prior / (1 - stage.prior)
        for name, level in pattern:
            m, u = stage.probabilities[name][level]
            odds *= m / u
        weighed[pattern] = times / (1 + odds)
    return with_chance(weighed, stage)


def with_chance(
    patterns: Mapping[Pattern, float], stage: StageModel
) -> dict[str, dict[str, tuple[float, float]]]:
    """The stage's probabilities with ``u`` as counted; a level that was seen by less than half a pair keeps what it
    had."""
    counts = count_levels(patterns)
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for name, levels in stage.probabilities.items():
        counted = counts.get(name, Counter())
        total = sum(counted.values())
        found[name] = {}
        for level, (m, u) in levels.items():
            seen = counted.get(level, 0) > 0.5 and not _is_shared_by_slip(name, m, u)
            found[name][level] = (m, counted[level] / total if seen else u)
    return found


def prior(con: DuckDBPyConnection, stage: StageModel) -> float:
    """One person's share of all pairs: the pairs that agree on both names and date of birth, those that chance gives
    taken away, over the share of one person's pairs that do."""
    total = count(con, "SELECT count(*) * (count(*) - 1) // 2 FROM person")
    same = "l.dob = r.dob AND l.fn = r.fn AND l.sn = r.sn"
    agreeing = count(
        con, f"SELECT count(*) FROM person l JOIN person r ON l.feed <> r.feed AND {same} WHERE l.key < r.key"
    )
    by_chance = total * math.prod(stage.probabilities[name]["exact"][1] for name in _SURE)
    known = count(
        con, "SELECT count(*) FROM person WHERE fn IS NOT NULL AND sn IS NOT NULL AND dob IS NOT NULL"
    )
    records = count(con, "SELECT count(*) FROM person")
    if agreeing - by_chance < ENOUGH:
        return stage.prior
    of_true = math.prod(stage.probabilities[name]["exact"][0] for name in _SURE) * (known / records) ** 2
    return round(min((agreeing - by_chance) / of_true / total, 0.5), 12)


def families(con: DuckDBPyConnection, stage: StageModel) -> tuple[dict[str, dict[str, float]], float]:
    """What pairs of two people under one roof look like, and one person's share of the pairs under one roof. One
    agency's two records are two people's."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE roof AS SELECT * FROM ({_ROOFS})"
        f" QUALIFY count(*) OVER (PARTITION BY roof) BETWEEN 2 AND {ROOF}"
    )
    together = (
        "SELECT DISTINCT l.key AS l, r.key AS r FROM roof l JOIN roof r"
        " ON l.roof = r.roof AND l.key < r.key AND l.feed {} r.feed"
    )
    shares = count_shares(count_levels(_under_one_roof(con, together.format("="))))
    patterns: dict[Pattern, int] = {}
    for pattern, times in _under_one_roof(con, together.format("<>")).items():
        told = tuple((name, level) for name, level in pattern if name in shares)
        patterns[told] = patterns.get(told, 0) + times
    return shares, one_person_share(patterns, stage.probabilities, shares)


def _under_one_roof(con: DuckDBPyConnection, pairs: str) -> dict[Pattern, int]:
    found = count_patterns(con, "children", pairs)
    return {pattern: times for pattern, times in found.items() if _SAME_ROOF & set(pattern)}


def count(con: DuckDBPyConnection | Working, query: str) -> int:
    """The one number that a query gives."""
    found = con.execute(query).fetchone()
    return 0 if found is None else int(found[0])


def _is_shared_by_slip(comparison: str, m: float, u: float) -> bool:
    """Two people share an identifier by somebody's mistake only; a sample of pairs holds too few of those."""
    return comparison in ("nhs_number", "upn") and m > u
