"""Splink's weighing as statements: written by Splink once for a model, run again for the pairs of every night.

Splink writes the SQL from its settings alone, whatever the pairs. Making it (and loading Splink) takes longer than
weighing what changes in a night, so the statements are kept: in memory, and in the cache of the resolver.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from ingest.matching.comparisons import STAGES
from ingest.matching.model import StageModel, splink_settings
from ingest.matching.working import Working, fill_columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_CARRIED = ("feed", "kind", "per_child", "died", "twinned", "role", "unborn", "born", "mothers", "aside")
_CARRIED_OF = {"children": ("fn", "fn_later", "twin_names"), "adults": ("middle",)}
"""What is no comparison of a stage and yet decides."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Statements over the tables ``scored_record``, ``scored_pair`` and ``frequency_COLUMN``, run in this order, and
    the name of the table that they make."""

    statements: tuple[str, ...]
    table: str


_known: dict[str, Weighing] = {}


def weigh(
    memory: DuckDBPyConnection,
    stage_name: str,
    stage: StageModel,
    *,
    kept_in: Working | None = None,
) -> str:
    """Weigh the pairs of ``scored_pair`` in a database in memory. Returns the name of the table of weighed pairs.

    ``kept_in``: a database with a table ``meta (name, value)`` that keeps the statements for later processes.
    """
    for column in stage.frequencies:
        _frequencies(memory, stage, column)
    key = _key(memory, stage_name, stage)
    found = _known.get(key) or (None if kept_in is None else _kept(kept_in, key))
    if found is None:
        found = _by_splink(memory, stage_name, stage)
    else:
        for statement in found.statements:
            memory.execute(statement)
    if kept_in is not None and _kept(kept_in, key) is None:
        kept_in.delete("meta", "name = ?", [f"weighing/{stage_name}"])
        value = json.dumps({"key": key, "statements": found.statements, "table": found.table})
        kept_in.put("meta", [(f"weighing/{stage_name}", value)])
    _known[key] = found
    return found.table


def _by_splink(memory: DuckDBPyConnection, stage_name: str, stage: StageModel) -> Weighing:
    """Let Splink weigh what is there, and write down how."""
    from splink import Linker, SettingsCreator
    from splink.backends.duckdb import DuckDBAPI

    made: list[str] = []

    class Recording(DuckDBAPI):
        def _execute_sql_against_backend(self, final_sql: str) -> DuckDBPyRelation:
            if final_sql.lstrip().upper().startswith("CREATE"):
                made.append(final_sql)
            return super()._execute_sql_against_backend(final_sql)

    api = Recording(connection=memory)
    linker = Linker(
        api.register("scored_record"),
        SettingsCreator.from_path_or_dict(_settings(stage_name, stage)),
        log_level=None,
        validate_settings=False,
    )
    linker.table_management.register_blocked_pairs_for_predict(api.register("scored_pair"))
    for column in stage.frequencies:
        linker.table_management.register_term_frequency_lookup(api.register(f"frequency_{column}"), column)
    table = linker.inference.predict(warning_mode="never").physical_name
    return Weighing(tuple(made), str(table))


def _settings(stage_name: str, stage: StageModel) -> dict[str, object]:
    carried = [*_CARRIED, *_CARRIED_OF[stage_name]]
    return splink_settings(stage, STAGES[stage_name]) | {"additional_columns_to_retain": carried}


def _key(memory: DuckDBPyConnection, stage_name: str, stage: StageModel) -> str:
    """Tells whether kept statements are the ones that Splink would write now."""
    columns = [row[0] for row in memory.execute("DESCRIBE scored_record").fetchall()]
    shaping = [
        version("splink"), version("duckdb"), columns, list(stage.frequencies), _settings(stage_name, stage)
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(shaping).encode()).hexdigest()


def _kept(con: Working, key: str) -> Weighing | None:
    for (value,) in con.execute("SELECT value FROM meta WHERE name LIKE 'weighing/%'").fetchall():
        told = json.loads(value)
        if told["key"] == key:
            return Weighing(tuple(told["statements"]), told["table"])
    return None


def _frequencies(con: DuckDBPyConnection, stage: StageModel, column: str) -> None:
    """The shares of the names at hand, as a table; a name that the model does not know has the share of rare ones."""
    names = [
        row[0] for row in con.execute(f"SELECT DISTINCT {column} FROM scored_record").fetchall() if row[0]
    ]
    known, rare = stage.frequencies[column], stage.rare[column]
    table = f"frequency_{column}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({column} VARCHAR, tf_{column} DOUBLE)")
    shares = [known.get(name, rare) for name in names]
    fill_columns(con, table, {column: "VARCHAR", f"tf_{column}": "DOUBLE"}, [names, shares])
