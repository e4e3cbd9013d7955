"""Weights of candidate pairs, by Splink on DuckDB.

The same call weighs a whole borough and the pairs of one night, with the same settings, so both give one weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.matching.comparisons import STAGES
from ingest.matching.family import family_weights
from ingest.matching.levels import Comparison, Level
from ingest.matching.model import StageModel
from ingest.matching.records import Evidence, evidence
from ingest.matching.relatives import with_relatives
from ingest.matching.sifting import sift
from ingest.matching.weighing import weigh
from ingest.matching.working import Working, connect
from model.desk import LEFT_OUT, UNKNOWN

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ALONE = 0.98
"""From this share of one person's pairs under one roof on, records hold no families. Assumed."""
AT_ONCE = 100_000
"""Pairs that are weighed in one go: a quarter of a gigabyte."""
DECIMALS = 9  # weights are sums of floats, whose last digits may depend on the order of threads

DUE_DATES_DAYS = 28
"""Days by which two agencies' due dates of one child may differ: a scan moves the first reckoning by weeks. Assumed."""
EARLY_DAYS, LATE_DAYS = 112, 21
"""Days before and after the due date on which a child may be born: from 24 weeks, when a birth is registrable (Births
and Deaths Registration Act 1953 s.41, as amended by the Still-Birth (Definition) Act 1992), to 43."""
_DAYS = "date_diff('day', {0}, {1})"


def _born_outside(due: str, born: str) -> str:
    after, before = _DAYS.format(due, born), _DAYS.format(born, due)
    return f"greatest({after} - {LATE_DAYS}, {before} - {EARLY_DAYS})"


_TOO_FAR = (
    f"CASE WHEN unborn_l AND unborn_r THEN abs({_DAYS.format('born_l', 'born_r')}) - {DUE_DATES_DAYS}"
    f" WHEN unborn_l THEN {_born_outside('born_l', 'born_r')}"
    f" WHEN unborn_r THEN {_born_outside('born_r', 'born_l')} END"
)
_ONE_PREGNANCY = f"coalesce({_TOO_FAR} <= 0 AND list_has_any(mothers_l, mothers_r), false)"


def _like_a_twin(twin: str, other: str) -> str:
    return (
        f"coalesce(len(list_filter(twin_names_{twin}, lambda name: jaro_winkler_similarity(name, fn_{other}) > 0.8"
        f" OR damerau_levenshtein(name, fn_{other}) <= 1 OR starts_with(name, fn_{other})"
        f" OR starts_with(fn_{other}, name))) > 0, false)"
    )


_MORE = {
    "children": f"true, false, {_like_a_twin('l', 'r')} OR {_like_a_twin('r', 'l')},"
    " coalesce(list_contains(fn_later_l, fn_r), false) OR coalesce(list_contains(fn_later_r, fn_l), false)",
    "adults": "coalesce(list_has_any(wards_l, wards_r), false),"
    " coalesce(NOT (starts_with(middle_l, middle_r) OR starts_with(middle_r, middle_l)), false), false, false",
}
"""``tied``, ``other_middle``, ``like_a_twin`` and ``later_part`` of each stage."""
_PLACES = {
    stage: {each.name: place for place, each in enumerate(compared)} for stage, compared in STAGES.items()
}


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two records and the level each comparison reached, with its weight in bits (rarity of the value included)."""

    stage: str
    left: str
    right: str
    gammas: tuple[int, ...]
    weights: tuple[float, ...]
    prior: float
    same_feed: bool
    per_child: bool
    """The identifier of at least one is that of one child's contact."""
    family: float
    """Bits for one person and against two of one household (:mod:`ingest.matching.family`)."""
    families: bool
    """The records hold families; where they hold none, what is a household's elsewhere is a person's own."""
    dead: bool
    """The dates of death exclude each other, or one died before the other was born."""
    one_role: str
    """Mother or father, where both are said to be that of their children; else empty."""
    twinned: bool
    """The agency of one of the two knows another child of that birth in the family."""
    one_pregnancy: bool = False
    """At least one is of a child expected, by a woman whom both name, about the day of the other's birth."""
    tied: bool = True
    """Two adults: both are tied to one child."""
    other_middle: bool = False
    """Two adults: both have middle names, of which neither begins the other."""
    like_a_twin: bool = False
    """Two children: the forename of one is like that of a child of that birth whom the other's agency holds beside the
    other."""
    later_part: bool = False
    """Two children: the forename of one is a later part of the compound forename of the other."""

    aside: str = ""
    """Comparisons, parted by blanks, of which a value was left out that stands for nobody
    (:mod:`ingest.matching.stand_ins`)."""

    def level(self, name: str) -> str | None:
        """The name of the level that a comparison reached; None where a value is missing."""
        place = _PLACES[self.stage][name]
        level = STAGES[self.stage][place].level(self.gammas[place])
        return None if level is None else level.name

    def leaves_out(self, name: str) -> bool:
        """Whether a value of a comparison was left out."""
        return name in self.aside.split()

    @property
    def personal(self) -> float:
        """The prior and all personal evidence, in bits."""
        return round(self.prior + self._sum("personal"), DECIMALS)

    @property
    def household(self) -> float:
        """All household evidence, in bits."""
        return round(self._sum("household"), DECIMALS)

    @property
    def relatives(self) -> float:
        """What the names of parents and children say, in bits."""
        return round(self._sum("family"), DECIMALS)

    def judged(self, lift: float, drag: float, relatives: float = 0.0) -> float:
        """Personal and other evidence together, in bits: the household's, and so much of the relatives' as is given.
        Where records hold families, both lift, and the household drags, within bounds."""
        if not self.families:
            return self.personal + self.household + relatives
        return self.personal + min(lift, max(drag, self.household) + relatives)

    def evidence(self) -> tuple[Evidence, ...]:
        """The rows behind the weight: the prior, then each comparison; a missing value says so and weighs nothing."""
        rows = [evidence("prior", "before anything is compared", round(self.prior, DECIMALS), "personal")]
        for comparison, level, weight in self._levels():
            words = (
                level.words
                if level is not None
                else LEFT_OUT
                if self.leaves_out(comparison.name)
                else UNKNOWN
            )
            rows.append(evidence(comparison.name, words, round(weight, DECIMALS), comparison.ledger))
        return tuple(rows)

    def _levels(self) -> Iterator[tuple[Comparison, Level | None, float]]:
        for comparison, gamma, weight in zip(STAGES[self.stage], self.gammas, self.weights, strict=True):
            yield comparison, comparison.level(gamma), weight

    def _sum(self, ledger: str) -> float:
        compared = zip(STAGES[self.stage], self.weights, strict=True)
        return math.fsum(weight for comparison, weight in compared if comparison.ledger == ledger)


def score(
    con: Working,
    stage_name: str,
    stage: StageModel,
    pairs: str,
    *,
    floor: float | None,
) -> Iterator[ScoredPair]:
    """Weigh the pairs of a table (``l``, ``r``: record keys, l < r) over the table ``record``, :data:`AT_ONCE` at a
    time, so that memory does not grow with them. They are sorted by keys.

    ``floor``: leave out pairs whose personal weight is below it, in bits; where records hold no families, whose whole
    weight is.
    """
    # Of adults, who are compared round one child, hardly a pair is far enough to be worth it.
    if floor is not None and stage_name == "children":
        pairs = sift(con, stage_name, stage, pairs, _counted(stage_name, stage), floor)
    for part in _parts(con, pairs):
        with closing(connect(None, con.threads)) as memory:
            _bring(con, memory, stage_name, part)
            predicted = weigh(memory, stage_name, stage, kept_in=con)
            found = _pairs(memory, stage_name, stage, predicted, floor)
        yield from found


def _counted(stage_name: str, stage: StageModel) -> list[str]:
    """The comparisons that the floor is asked of."""
    families = _holds_families(stage)
    return [each.name for each in STAGES[stage_name] if each.ledger == "personal" or not families]


def _parts(con: Working, pairs: str) -> Iterator[str]:
    """Tables that hold the pairs of a table between them, in order, one after the other."""
    counted = con.execute(f"SELECT count(*) FROM {pairs}").fetchone()
    total = 0 if counted is None else int(counted[0])
    if 0 < total <= AT_ONCE:
        yield pairs
    elif total:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE in_order AS"
            f" SELECT l, r, row_number() OVER (ORDER BY l, r) - 1 AS place FROM {pairs}"
        )
        for start in range(0, total, AT_ONCE):
            con.execute(
                "CREATE OR REPLACE TEMP TABLE part_of_pairs AS SELECT l, r FROM in_order"
                f" WHERE place >= {start} AND place < {start + AT_ONCE}"
            )
            yield "part_of_pairs"


def _bring(con: Working, memory: DuckDBPyConnection, stage_name: str, pairs: str) -> None:
    """Copy the pairs and their records into a database of its own, in memory: what Splink writes there is no part of
    the cache's transaction."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE at_hand AS SELECT l AS rec FROM {pairs} UNION SELECT r FROM {pairs}"
    )
    records_at_hand = con.execute(with_relatives(con, stage_name, "at_hand")).to_arrow_table()
    pairs_at_hand = con.execute(
        f"SELECT l AS join_key_l, r AS join_key_r, '0' AS match_key FROM {pairs}"
    ).to_arrow_table()
    memory.register("incoming_record", records_at_hand)
    memory.register("incoming_pair", pairs_at_hand)
    memory.execute("CREATE TABLE scored_record AS SELECT * FROM incoming_record")
    memory.execute("CREATE TABLE scored_pair AS SELECT * FROM incoming_pair")


def _pairs(
    con: DuckDBPyConnection,
    stage_name: str,
    stage: StageModel,
    table: str,
    floor: float | None,
) -> list[ScoredPair]:
    comparisons = STAGES[stage_name]
    rows = con.execute(
        _select(stage, comparisons, _counted(stage_name, stage), table, floor, _MORE[stage_name])
    ).fetchall()
    width = len(comparisons)
    apart = family_weights(stage_name, stage)
    return [
        ScoredPair(
            stage_name,
            row[0],
            row[1],
            row[2 : 2 + width],
            row[2 + width : 2 + 2 * width],
            stage.prior_weight,
            row[-11],
            row[-10],
            _against_family(stage, apart, row[2 : 2 + width]),
            _holds_families(stage),
            *row[-9:],
        )
        for row in rows
    ]


def _holds_families(stage: StageModel) -> bool:
    return stage.one_person_at_home < ALONE


def _against_family(stage: StageModel, apart: list[dict[int, float]], gammas: tuple[int, ...]) -> float:
    told = [weights.get(gamma, 0.0) for weights, gamma in zip(apart, gammas, strict=True)]
    return round(stage.home_weight + math.fsum(told), DECIMALS)


def _select(
    stage: StageModel,
    comparisons: tuple[Comparison, ...],
    counted: list[str],
    table: str,
    floor: float | None,
    more: str,
) -> str:
    gammas = [f"gamma_{comparison.name}" for comparison in comparisons]
    weights = {comparison.name: _weight(stage, comparison) for comparison in comparisons}
    personal = " + ".join(weights[name] for name in counted)
    # A little below the floor, so that rounding never decides; the caller's bands do.
    above = ""
    if floor is not None:
        # Names say nothing of a child who is not born: a pair of one pregnancy is never too light.
        above = f"WHERE {personal} >= {floor - stage.prior_weight - 1e-6!r} OR {_ONE_PREGNANCY}"
    dead = (
        "coalesce(abs(date_diff('day', died_l, died_r)) > 1, false)"
        " OR coalesce(died_l < dob_r, false) OR coalesce(died_r < dob_l, false)"
    )
    return (
        f"SELECT key_l, key_r, {', '.join(gammas)}, {', '.join(weights.values())},"
        f" feed_l = feed_r, per_child_l OR per_child_r, {dead},"
        f" coalesce(CASE WHEN role_l = role_r THEN role_l END, ''), twinned_l OR twinned_r, {_ONE_PREGNANCY},"
        f" {more}, array_to_string(list_sort(list_distinct(list_concat("
        "coalesce(aside_l, []), coalesce(aside_r, [])))), ' ')"
        f" FROM {table} {above} ORDER BY key_l, key_r"
    )


def _weight(stage: StageModel, comparison: Comparison) -> str:
    adjusted = [level for level in comparison.levels if level.frequency in stage.frequencies]
    own = f"mw_{comparison.name}"
    return f"({own} + mw_tf_adj_{comparison.name})" if adjusted else own
