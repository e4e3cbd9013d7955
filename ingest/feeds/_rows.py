"""Reading the stored rows of one record, and the way between stored and typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.feeds.declaration import Row, Rows, Table, Type, Value


def typed(table: Table, row: Row) -> dict[str, Value | dt.date]:
    """A stored row with its dates as dates."""
    dates = {column.name for column in table.columns if column.type is Type.DATE}
    return {
        name: dt.date.fromisoformat(str(value)) if name in dates else value for name, value in row.items()
    }


def stored(row: Mapping[str, Value | dt.date | None]) -> dict[str, Value]:
    """A typed row as it is stored: dates as ISO text, nothing where nothing is said."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in row.items()
        if value is not None
    }


def each(rows: Rows, table: str) -> Iterator[tuple[str, Row]]:
    """Row keys and rows of one table, in the order of their keys: the order of delivery says nothing."""
    of_table = rows.get(table)
    if of_table:
        yield from sorted(of_table.items()) if len(of_table) > 1 else of_table.items()


def text(row: Row, column: str) -> str | None:
    """A text value, or None."""
    value = row.get(column)
    return None if value is None else str(value)


def day(row: Row, column: str) -> dt.date | None:
    """A date, or None."""
    value = row.get(column)
    return None if value is None else dt.date.fromisoformat(str(value))


def flag(row: Row, column: str) -> bool | None:
    """Yes, no, or None where it is not recorded."""
    value = row.get(column)
    return None if value is None else bool(value)


def given(**values: Any) -> dict[str, Any]:
    """The properties that are known. ``from_`` becomes ``from``."""
    return {name.rstrip("_"): value for name, value in values.items() if value is not None}
