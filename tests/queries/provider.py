"""Parameters for any statement: values of the right type for every parameter it declares, from what is in a graph."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from model.search import fulltext_query, question
from queries.library import Field, Statement
from tests.support.tiny import Tiny

TODAY = dt.date(2026, 1, 10)
DATES = (TODAY, dt.date(2021, 1, 1))
SEARCHES = ("mia khan", "kahn", "shah", "fox", "14/3/2015")
PEOPLE = ("mia", "omar", "hid", "wolf")
"""Those from whom a reader starts, where a statement asks for that beside others."""


def as_text(row: Any) -> str:
    """A row as text. Of one that answers in columns, whose lines stand in no order of their own, the lines sorted."""
    columns = list(row.values()) if isinstance(row, dict) else []
    if (
        len(columns) > 1
        and all(isinstance(each, list) for each in columns)
        and len({*map(len, columns)}) == 1
    ):
        row = {
            "lines of": list(row),
            "lines": sorted(json.dumps(line, default=str) for line in zip(*columns, strict=True)),
        }
    return json.dumps(row, default=str, sort_keys=True)


def offers(
    statement: Statement, tiny: Tiny, index: str, dates: Sequence[dt.date] = DATES
) -> Iterator[dict[str, Any]]:
    """Sets of parameters for one statement, enough to reach every node of the graph."""
    names = [field.name for field in statement.parameters]
    for values in product(*(_values(statement, field, tiny, index, dates) for field in statement.parameters)):
        yield dict(zip(names, values, strict=True))


def _values(
    statement: Statement, field: Field, tiny: Tiny, index: str, dates: Sequence[dt.date]
) -> list[Any]:
    if field.name == "index":
        return [index]
    if field.name == "q":
        return [fulltext_query(question(each), wide) for each in SEARCHES for wide in (False, True)]
    if field.name == "codes":
        return [[" mia ", " 3o ", " hid ", " 3w "]]
    if field.name == "known_at":
        return [TODAY]
    if field.name in ("born_after", "since"):
        return [dt.date(2000, 1, 1)]
    if field.name == "status":
        return [["open", "answered"]]
    if field.name == "after":
        return ["", PEOPLE[1]]
    if field.name == "upto":
        return ["~"]
    if field.name in ("first", "last"):  # a part of the alphabet: all of it
        return ["" if field.name == "first" else "~"]
    if field.name == "since":
        return [dt.date(2019, 1, 1), dt.date(2021, 1, 1)]
    if field.type == "string":
        return _strings(statement, field, tiny)
    if field.name == "opened":
        return [[], [PEOPLE[0]], list(PEOPLE)]
    if field.name == "keys":
        return [sorted(str(key) for node in tiny.nodes.values() if (key := node.properties.get("key")))]
    if field.name == "pairs":
        return [sorted({str(pair) for node in tiny.nodes.values() if (pair := node.properties.get("pair"))})]
    if field.type == "list":
        return [sorted(tiny.nodes)]
    of_type: dict[str, list[Any]] = {
        "date": list(dates),
        "boolean": [False, True],
        "integer": [1, 50],
        "float": [0.5],
        "map": [{}],
        "datetime": [dt.datetime(2026, 1, 10, tzinfo=dt.UTC)],
    }
    return of_type[field.type]


def _strings(statement: Statement, field: Field, tiny: Tiny) -> list[str]:
    """The values, in the graph, of the property that a parameter is compared with; every uid where it is not told."""
    compared = re.findall(rf":(\w+)\s*\{{(\w+):\s*\${field.name}\}}", statement.text)
    if field.name == "named":
        wanted = "anchor" if statement.name.endswith("_token") else "uid"
        births = [node for node in tiny.nodes.values() if "Birth" in node.labels]
        return sorted(str(node.properties[wanted] if wanted == "anchor" else node.uid) for node in births)
    found = {
        str(node.properties.get(name) or (node.uid if name == "uid" else ""))
        for label, name in compared
        for node in tiny.nodes.values()
        if label in node.labels
    }
    return sorted(found - {""}) or sorted(tiny.nodes)
