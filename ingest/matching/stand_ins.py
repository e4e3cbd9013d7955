"""Values that stand for nobody, found from the records: the telephone of a school, the address of the council, the
birthday that a form proposes. They are left out of the evidence (domain notes, row 13).

A value is counted by those who hold it: telephones, homes and e-mail addresses by surname, because a family shares
them; identifiers by forename and date of birth, because no two people do. A birthday is compared with how common
birthdays are. What stands in now depends on the current records alone, and a night counts again what it changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.matching.tables import TABLES, WHOLE
from ingest.matching.working import keys_table

if TYPE_CHECKING:
    from ingest.matching.working import Working

HOLDERS = 10
"""A value that so many different people or families hold is a switchboard's, an office's or a hostel's. Assumed."""
DAYS = 8.0
"""A birthday stands in when it is so many times as common as the usual one ... Assumed."""
DAYS_AT_LEAST = 30
"""... and so many records have it. Assumed."""

_KINDS = {"home": "h", "phone": "p", "email": "e", "nhs_number": "n", "upn": "u", "date_of_birth": "d"}
"""The letter with which the values of a comparison are kept."""


def _marked(comparison: str, values: str) -> str:
    return f"list_transform(coalesce({values}, []), lambda value: '{_KINDS[comparison]}|' || value)"


def _values_of(records: str) -> str:
    """A query of ``value`` and ``holder`` for each value of a table of records."""
    family = [_marked("phone", "phones"), _marked("home", "homes"), _marked("email", "[email]")]
    own = [_marked("nhs_number", "[nhs]"), _marked("upn", "upns")]
    told = [
        (family, "coalesce(sn_sound, '')"),
        (own, "coalesce(fn_sound, '') || '|' || coalesce(dob::VARCHAR, '')"),
    ]
    return " UNION ALL ".join(
        f"SELECT unnest(list_filter(flatten([{', '.join(lists)}]), lambda value: value IS NOT NULL)) AS value,"
        f" (hash({holder}) // 2)::BIGINT AS holder FROM {records}"
        for lists, holder in told
    )


def _births_of(records: str) -> str:
    return (
        f"SELECT dob::VARCHAR AS day FROM {records} WHERE kind = 'child' AND dob IS NOT NULL AND NOT unborn"
    )


def find(con: Working) -> None:
    """Find what stands in among all that is in ``record``, where nothing was counted before."""
    keys_table(con, "incoming_key", ())
    count_again(con, "record")


def count_again(con: Working, incoming: str = "incoming_record") -> set[str]:
    """Count what the records of a table hold instead of what those of ``incoming_key`` held. To be called before the
    ones replace the others. Returns the records of all values that now stand in or no longer do."""
    con.bring("record", "key", "FROM incoming_key")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE held_before AS SELECT * FROM record WHERE key IN (FROM incoming_key)"
    )
    _count(con, "valued", _values_of, incoming)
    _count(con, "dated", _births_of, incoming)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE stands AS SELECT value FROM valued"
        " WHERE value IN (SELECT value FROM valued_shift) GROUP BY value"
        f" HAVING count(*) >= {HOLDERS}"
        f" UNION ALL SELECT '{_KINDS['date_of_birth']}|' || day FROM dated"
        f" WHERE n >= {DAYS_AT_LEAST} AND n > {DAYS} * (SELECT median(n) FROM dated)"
    )
    looked_at = (
        "SELECT value FROM valued_shift UNION SELECT value FROM stand_in"
        f" WHERE starts_with(value, '{_KINDS['date_of_birth']}|')"
    )
    turned = con.execute(
        f"SELECT value FROM stand_in WHERE value IN ({looked_at}) AND value NOT IN (FROM stands)"
        " UNION SELECT value FROM stands WHERE value NOT IN (FROM stand_in)"
    ).fetchall()
    con.delete("stand_in", f"value IN ({looked_at}) AND value NOT IN (FROM stands)")
    con.insert("stand_in", "SELECT value FROM stands WHERE value NOT IN (FROM stand_in)")
    return con.keys_that_tell("record", (json.dumps(row[0][2:], ensure_ascii=False) for row in turned))


def _count(con: Working, table: str, query: Callable[[str], str], incoming: str) -> None:
    """Enter in a table of counts what a query of records gives, before and now."""
    key, shift = TABLES[table].key, f"{table}_shift"
    columns = ", ".join(key)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {shift} AS SELECT {columns}, sum(change)::BIGINT AS change FROM"
        f" (SELECT {columns}, -1 AS change FROM ({query('held_before')}) UNION ALL"
        f"  SELECT {columns}, 1 FROM ({query(incoming)})) GROUP BY ALL HAVING sum(change) <> 0"
    )
    if table not in WHOLE:
        con.bring(table, key[0], f"SELECT {key[0]} FROM {shift}")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE counted AS SELECT {columns}, coalesce(n, 0) + change AS n"
        f" FROM {shift} LEFT JOIN {table} USING ({columns})"
    )
    same = " AND ".join(f"{shift}.{column} = {table}.{column}" for column in key)
    con.delete(table, f"EXISTS (SELECT 1 FROM {shift} WHERE {same})")
    con.insert(table, f"SELECT {columns}, n FROM counted WHERE n > 0")


def know_left_out(con: Working) -> bool:
    """The variables of :func:`left_out`: the values that stand in now, as lists. Returns whether there are any."""
    for comparison, letter in _KINDS.items():
        kind = "DATE" if comparison == "date_of_birth" else "VARCHAR"
        con.execute(
            f"SET VARIABLE left_out_{comparison} ="
            f" (SELECT coalesce(list(substr(value, 3)), [])::{kind}[] FROM stand_in"
            f"  WHERE starts_with(value, '{letter}|'))"
        )
    found = con.execute("SELECT count(*) FROM stand_in").fetchone()
    return found is not None and found[0] > 0


def left_out(comparison: str) -> str:
    """The list of a comparison's values that stand in, in SQL. :func:`know_left_out` has been called."""
    return f"getvariable('left_out_{comparison}')"


def without(values: str, comparison: str) -> str:
    """A list of values without those that stand in. :func:`know_left_out` has been called."""
    return f"list_filter({values}, lambda value: NOT list_contains({left_out(comparison)}, value))"


def compared(con: Working, rows: str) -> str:
    """A query of the records in a table (``rec``) as they are compared: without what stands in, and with ``aside``, the
    names of the comparisons of which something was left out."""
    some = f"FROM record WHERE key IN (SELECT rec FROM {rows})"
    if not know_left_out(con):
        return f"SELECT *, NULL::VARCHAR[] AS aside {some}"
    homes = f"nullif({without('homes', 'home')}, []::VARCHAR[])"
    homeless = f"homes IS NOT NULL AND {homes} IS NULL"
    phones = f"nullif({without('phones', 'phone')}, []::VARCHAR[])"
    upns = f"nullif({without('upns', 'upn')}, []::VARCHAR[])"

    def stands(column: str, comparison: str) -> str:
        return f"coalesce(list_contains({left_out(comparison)}, {column}), false)"

    def unless(condition: str, column: str) -> str:
        return f"CASE WHEN {condition} THEN NULL ELSE {column} END AS {column}"

    replaced = [
        f"{homes} AS homes",
        *(unless(homeless, column) for column in ("postcodes", "place", "place_parts")),
        f"{phones} AS phones",
        unless(stands("email", "email"), "email"),
        unless(stands("email", "email"), "email_name"),
        unless(stands("nhs", "nhs_number"), "nhs"),
        unless(stands("upn", "upn"), "upn"),
        f"{upns} AS upns",
        f"dob_vague OR {stands('dob', 'date_of_birth')} AS dob_vague",
    ]
    told = {
        "home": f"list_has_any(homes, {left_out('home')})",
        "phone": f"list_has_any(phones, {left_out('phone')})",
        "email": stands("email", "email"),
        "nhs_number": stands("nhs", "nhs_number"),
        "upn": f"list_has_any(upns, {left_out('upn')})",
        "date_of_birth": stands("dob", "date_of_birth"),
    }
    aside = ", ".join(f"CASE WHEN {condition} THEN '{name}' END" for name, condition in told.items())
    return (
        f"SELECT record.* REPLACE ({', '.join(replaced)}),"
        f" list_filter([{aside}], lambda name: name IS NOT NULL) AS aside"
        f" FROM record WHERE key IN (SELECT rec FROM {rows})"
    )
