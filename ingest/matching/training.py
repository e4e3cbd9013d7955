"""Training: from records to a model file. A command, never a side effect of ingest.

Nothing is known beforehand about who is who: the shares of levels among different people are counted over a sample of
all pairs, those among one person's records are estimated by expectation maximisation (Splink), each on pairs that
agree on something else. Pairs that agree on a household alone are never trained on: a family at one address would
teach that a shared surname and address mean one person. The same records and seed give the same file.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.matching.comparisons import STAGES
from ingest.matching.estimating import (
    ENOUGH,
    count,
    families,
    prior,
    sample_of_pairs,
    strangers,
    with_chance,
)
from ingest.matching.model import COMMON, MatchModel, StageModel, splink_settings, starting_stage
from ingest.matching.patterns import count_patterns
from ingest.matching.prepare import COLUMNS, Row, columns, names_compared
from ingest.matching.records import MatchRecord
from ingest.matching.relatives import born_of, filed_of, with_relatives
from ingest.matching.working import Working, connect, fill, keys_table
from model.names import compact

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from splink import Linker

MOST = 40_000
"""Records that expectation maximisation looks at, at most."""

# Each rule fixes what it blocks on and teaches the rest.
_RULES = {
    "children": (
        "l.dob = r.dob AND l.sn_sound = r.sn_sound AND l.feed <> r.feed",
        "l.dob = r.dob AND l.fn_sound = r.fn_sound AND l.feed <> r.feed",
        "l.fn = r.fn AND l.sn = r.sn AND l.feed <> r.feed",
        "l.upn = r.upn AND l.feed <> r.feed",
    ),
    # Adults are only ever compared round one child, where other people share much.
    "adults": ("l.ward = r.ward AND l.feed <> r.feed",),
}
SURE_ADULTS = 0.7
"""The share of one adult's pairs round one child that agree on both names. Assumed."""
FEW = 500
"""Records below which plain person files are not learned from."""
LIKELY = 4.25
"""Where *same* begins for plain files, in bits: a probability of 0.95, Splink's usual. The index asks for more, because
what it joins is shown to people who cannot see the files."""
SLIPS = 0.005
"""No level is rarer than this among one person's records: every mistake is made somewhere."""
_FLOOR = 1e-7  # a level never seen is rare, not impossible


def train(
    records: Iterable[MatchRecord],
    path: Path,
    seed: int,
    trained_on: str = "records of this index",
) -> MatchModel:
    """Train both stages and write the model file. Returns the model."""
    known = _drawn(records, seed)
    stages = {name: _train_stage(name, known) for name in STAGES}
    model = MatchModel(_version((stages, trained_on)), trained_on, stages["children"], stages["adults"])
    model.save(path)
    return model


def train_on_files(con: Working, seed: int = 1) -> MatchModel:
    """Parameters for records of plain person files, from those records alone: the table ``record``. Nobody in them is
    told to be an adult, so the stage of adults keeps what training begins from. Fewer records than :data:`FEW` teach
    nothing: among them what one person's two records share would pass for chance. They are matched by the shipped
    model."""
    _hush_splink()
    drawn = con.execute(
        f"SELECT *, NULL::VARCHAR AS ward FROM record ORDER BY sha256('{seed}:' || key) LIMIT {MOST}"
    ).to_arrow_table()
    if len(drawn) < FEW:
        return MatchModel.shipped()
    bearers = "SELECT {0}, count(*) FROM record WHERE {0} IS NOT NULL GROUP BY 1"
    counted = [Counter(dict(con.execute(bearers.format(name)).fetchall())) for name in ("fn", "sn")]
    start = starting_stage("children")
    start = replace(start, **_shares(counted))
    with closing(connect(None)) as memory:
        memory.execute("SET threads = 1")
        memory.register("incoming_drawn", drawn)
        memory.execute("CREATE TABLE drawn AS FROM incoming_drawn")
        memory.unregister("incoming_drawn")
        keys = drawn.column("key").to_pylist()
        del drawn
        _know_relatives(memory, "children", keys, [], [])
        children = _of_children(memory, start)
    children = replace(children, thresholds=replace(children.thresholds, same=LIKELY))
    return MatchModel(_version(children), "the files that were linked", children, starting_stage("adults"))


def _hush_splink() -> None:
    # Splink warns of every level that is too rare to learn from; the starting values are kept for those.
    logging.getLogger("splink").setLevel(logging.ERROR)


def _drawn(records: Iterable[MatchRecord], seed: int) -> list[MatchRecord]:
    """The records in the order in which they are learned from."""
    _hush_splink()
    return sorted(records, key=lambda record: _draw(record.key, seed))


def _version(content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]


def _train_stage(name: str, records: list[MatchRecord]) -> StageModel:
    kind = "child" if name == "children" else "adult"
    chosen = [record for record in records if record.kind == kind]
    rows = [columns(record) for record in chosen[:MOST]]
    names = _names_of_children(records) if name == "adults" else {}
    wards = [
        min((names[tie.child] for tie in record.ties if tie.child in names), default=None)
        for record in chosen[:MOST]
    ]
    start = starting_stage(name)
    start = replace(start, **_shares(_counted_names(chosen)))
    with closing(connect(None)) as con:
        con.execute("SET threads = 1")  # sums of floats in one order
        drawn = [(*row, ward) for row, ward in zip(rows, wards, strict=True)]
        _table(con, "drawn", {**COLUMNS, "ward": "VARCHAR"}, drawn)
        keys = {record.key for record in chosen[:MOST]}
        ties = [
            (each.key, tie.adult, tie.child, tie.relationship)
            for each in records
            for tie in each.ties
            if tie.child in keys
        ]
        adults = {tie[1] for tie in ties} - keys
        parents = [columns(each) for each in records if each.key in adults]
        _know_relatives(con, name, keys, ties, parents)
        return _of_children(con, start) if name == "children" else _of_adults(con, start)


def _table(con: DuckDBPyConnection, name: str, given: dict[str, str], rows: list[Row]) -> None:
    con.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in given.items())})")
    fill(con, name, given, rows)


def _know_relatives(
    con: DuckDBPyConnection,
    name: str,
    keys: Collection[str],
    ties: list[tuple[str, str, str, str]],
    parents: list[Row],
) -> None:
    """The tables ``record`` and ``tie`` of those drawn and their parents, and ``person``: the drawn, with what they are
    told by their relatives. ``keys``: of those drawn."""
    _table(con, "tie", dict.fromkeys(("source", "adult", "child", "relationship"), "VARCHAR"), ties)
    con.execute("CREATE TABLE record AS SELECT * EXCLUDE ward FROM drawn")
    # Records tied to one child have no children to compare: nothing is learned of those.
    _table(con, "place", dict.fromkeys(("stage", "rec", "comp", "gid"), "VARCHAR"), [])
    # What stands in is left out before records of files are learned from, and is rare in those of an index.
    _table(con, "stand_in", {"value": "VARCHAR"}, [])
    fill(con, "record", COLUMNS, parents)
    con.execute(f"CREATE TABLE born AS {born_of('record')}")
    con.execute(f"CREATE TABLE filed AS {filed_of('record')}")
    keys_table(con, "asked", keys)
    told = with_relatives(Working(con), name, "asked")
    con.execute(
        f"CREATE TABLE person AS SELECT told.*, drawn.ward FROM drawn JOIN ({told}) told"
        " ON told.key = drawn.key ORDER BY drawn.rowid"
    )


def _of_children(con: DuckDBPyConnection, start: StageModel) -> StageModel:
    """What strangers share is counted twice: with what training begins from, then with what was learned."""
    con.execute("SET threads = 2")  # whole numbers come out the same in any order
    sample = count_patterns(con, "children", sample_of_pairs(con))
    con.execute("SET threads = 1")
    start = replace(start, prior=prior(con, start))
    counted = replace(start, probabilities=strangers(sample, start))
    learned = _settled("children", counted, _learn(con, "children", counted))
    learned = replace(learned, prior=prior(con, learned))
    learned = replace(learned, probabilities=strangers(sample, learned))
    learned = replace(learned, prior=prior(con, learned))
    shares, at_home = families(con, learned)
    return replace(_rounded(learned), family=shares, one_person_at_home=at_home)


def _of_adults(con: DuckDBPyConnection, start: StageModel) -> StageModel:
    """Adults are compared round one child: chance is what the several adults that one agency names for one child,
    who are different people, share."""
    together = "l.ward = r.ward AND l.feed <> r.feed"
    pairs = count(con, f"SELECT count(*) FROM person l JOIN person r ON {together} WHERE l.key < r.key")
    sure = f"{together} AND l.fn = r.fn AND l.sn = r.sn"
    agreeing = count(con, f"SELECT count(*) FROM person l JOIN person r ON {sure} WHERE l.key < r.key")
    if pairs and agreeing >= ENOUGH:
        start = replace(start, prior=round(min(agreeing / SURE_ADULTS / pairs, 0.5), 12))
    chance = (
        "SELECT l.key AS l, r.key AS r FROM person l JOIN person r"
        " ON l.ward = r.ward AND l.feed = r.feed AND l.key < r.key"
    )
    counted = replace(start, probabilities=with_chance(count_patterns(con, "adults", chance), start))
    return _settled("adults", counted, _learn(con, "adults", counted))


def _names_of_children(records: Iterable[MatchRecord]) -> dict[str, str]:
    """Child's record -> names and date of birth, by which two feeds' records of one child meet often enough."""
    found = {}
    for record in records:
        who = record.identity
        if record.kind == "child" and who.forename and who.surname and who.date_of_birth:
            found[record.key] = f"{compact(who.forename)}|{compact(who.surname)}|{who.date_of_birth}"
    return found


def _draw(key: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def _counted_names(records: list[MatchRecord]) -> list[Counter[str]]:
    """How many records bear each forename, and each surname."""
    names = [names_compared(record) for record in records]
    return [Counter(name for pair in names if (name := pair[place]) is not None) for place in (0, 1)]


def _shares(counted: list[Counter[str]]) -> dict[str, Any]:
    """Shares of common names; rarer ones share the mean share of a rare name."""
    shares: dict[str, dict[str, float]] = {}
    rare: dict[str, float] = {}
    for column, counts in zip(("fn", "sn"), counted, strict=True):
        total = sum(counts.values())
        shares[column] = {
            value: round(times / total, 9) for value, times in sorted(counts.items()) if times >= COMMON
        }
        uncommon = [times for times in counts.values() if times < COMMON]
        rare[column] = round(sum(uncommon) / len(uncommon) / total if uncommon else 1 / max(total, 1), 9)
    return {"frequencies": shares, "rare": rare}


def _learn(con: DuckDBPyConnection, name: str, counted: StageModel) -> dict[str, Any]:
    """What Splink learns of one person's pairs, given how often strangers agree."""
    # A rule that too few pairs fulfil teaches nothing.
    rules = [
        rule
        for rule in _RULES[name]
        if count(con, f"SELECT count(*) FROM person l JOIN person r ON {rule} WHERE l.key < r.key") >= ENOUGH
    ]
    while True:
        linker = _linker(con, name, counted)
        for rule in rules:
            try:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    rule, fix_u_probabilities=True
                )
            except ValueError:
                # Where none of a level's pairs can be one person's, Splink refuses the nought that it comes to, and is
                # left half changed; such a rule teaches nothing either.
                rules.remove(rule)
                break
        else:
            saved: dict[str, Any] = linker.misc.save_model_to_json()
            return saved


def _linker(con: DuckDBPyConnection, name: str, counted: StageModel) -> Linker:
    from splink import Linker, SettingsCreator
    from splink.backends.duckdb import DuckDBAPI

    return Linker(
        DuckDBAPI(connection=con).register("person"),
        SettingsCreator.from_path_or_dict(splink_settings(counted, STAGES[name])),
        log_level=None,
        validate_settings=False,
    )


def _settled(name: str, start: StageModel, learned: dict[str, Any]) -> StageModel:
    """What was learned, with the starting value where a level was too rare to learn from; each column sums to one."""
    probabilities = {}
    for comparison, told in zip(STAGES[name], learned["comparisons"], strict=True):
        by_words = {level["label_for_charts"]: level for level in told["comparison_levels"]}
        raw: dict[str, tuple[float, float]] = {}
        for level in comparison.levels:
            found = by_words.get(level.words, {})
            m, u = start.probabilities[comparison.name][level.name]
            raw[level.name] = (
                max(_usable(found.get("m_probability"), m), SLIPS),
                _usable(found.get("u_probability"), u),
            )
        sums = [sum(pair[place] for pair in raw.values()) for place in (0, 1)]
        probabilities[comparison.name] = {
            level: (round(m / sums[0], 9), round(u / sums[1], 9)) for level, (m, u) in raw.items()
        }
    return replace(start, probabilities=probabilities)


def _rounded(stage: StageModel) -> StageModel:
    told = {
        name: {level: (round(m, 9), max(round(u, 9), 1e-9)) for level, (m, u) in levels.items()}
        for name, levels in stage.probabilities.items()
    }
    return replace(stage, probabilities=told)


def _usable(value: float | None, otherwise: float) -> float:
    return max(float(value), _FLOOR) if value is not None and value > 0 else otherwise
