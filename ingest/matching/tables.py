"""The tables of matching, declared once: what a change works on (DuckDB) and what is kept of it (SQLite)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.matching.prepare import COLUMNS


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: name -> DuckDB type. ``key``: what tells rows apart, and what they are kept in order of.
    ``indexes``: other columns by which rows are looked up. ``packed``: rows are kept as their key and one document."""

    columns: Mapping[str, str]
    key: tuple[str, ...]
    indexes: tuple[str, ...] = ()
    packed: bool = False


def _keyed(**further: str) -> Table:
    return Table({"key": "BIGINT", "rec": "VARCHAR", **further}, ("key", "rec"), ("rec",))


_CROWD = Table({"key": "BIGINT", "n": "BIGINT"}, ("key",))

ADULT_KEYS = 2
"""Raised where other keys of adults are written (:func:`ingest.matching.candidates.index_adults`): those that are kept
are then made anew."""
TABLES: dict[str, Table] = {
    "record": Table(COLUMNS, ("key",), packed=True),
    "guarded": Table({"rec": "VARCHAR"}, ("rec",)),
    # The keys by which candidates are found, hashed, and how many records share those that too many share.
    "block": _keyed(adult="BOOLEAN"),
    "block_crowd": _CROWD,
    # The forms of an adult's forename with each telephone, home of the children and other parent.
    "near_adult": _keyed(),
    "near_adult_crowd": _CROWD,
    # Children: feed and date of birth, with each surname and each home.
    "born": _keyed(),
    "tie": Table(
        {"source": "VARCHAR", "adult": "VARCHAR", "child": "VARCHAR", "relationship": "VARCHAR"},
        ("child", "adult", "relationship", "source"),
        ("adult", "source"),
    ),
    # Family files of an agency.
    "filed": Table({"file": "VARCHAR", "rec": "VARCHAR", "adult": "BOOLEAN"}, ("file", "rec"), ("rec",)),
    # Identifiers that one authority gives once, as the keys of the records that they name.
    "stated": Table({"token": "VARCHAR", "rec": "VARCHAR"}, ("token", "rec"), ("rec",)),
    # How many records of one holder have a value, how many children's a date of birth, and which of those stand for
    # nobody (:mod:`ingest.matching.stand_ins`).
    "valued": Table({"value": "VARCHAR", "holder": "BIGINT", "n": "BIGINT"}, ("value", "holder")),
    "dated": Table({"day": "VARCHAR", "n": "BIGINT"}, ("day",)),
    "stand_in": Table({"value": "VARCHAR"}, ("value",)),
    "human": Table({"l": "VARCHAR", "r": "VARCHAR", "verdict": "VARCHAR"}, ("l", "r")),
    "pair": Table(
        {
            "stage": "VARCHAR",
            "l": "VARCHAR",
            "r": "VARCHAR",
            "verdict": "VARCHAR",
            "weight": "DOUBLE",
            "contradicts": "BOOLEAN",
            # A digest of the reason and the evidence, which the ledger holds.
            "said": "BIGINT",
        },
        ("l", "r", "stage"),
        ("r",),
    ),
    # Which records hang together (comp) and which stand together (gid: the group's first key), after each stage.
    "place": Table(
        {"stage": "VARCHAR", "rec": "VARCHAR", "comp": "VARCHAR", "gid": "VARCHAR"},
        ("rec", "stage"),
        ("comp", "gid"),
    ),
    "held": Table({"gid": "VARCHAR"}, ("gid",)),
    "meta": Table({"name": "VARCHAR", "value": "VARCHAR"}, ("name",)),
}
WHOLE = ("guarded", "dated", "stand_in", "human", "held", "meta")
"""Tables of which a change always has all rows."""
