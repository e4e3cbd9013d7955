"""Deliveries in a few readable lines: rows as keyword arguments, columns that are not named left empty."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.feeds import feed
from ingest.feeds.declaration import Row, Table
from ingest.reading.values import Bad, Doubtful, parser

Given = Mapping[str, Sequence[Mapping[str, str]]]


def csv_text(table: Table, rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as the table's CSV, every declared column in its place."""
    out = io.StringIO(newline="")
    names = [column.name for column in table.columns if not column.computed]
    writer = csv.DictWriter(out, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def deliver(folder: Path, code: str, rows: Given, **manifest: Any) -> Path:
    """Write a delivery of a feed: in a full one every table, in one of changes the tables with rows."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {"feed": code, "kind": "full", "extracted": "2026-09-01", **manifest}
    for table in feed(code).tables:
        if table.drawn_from and table.name not in rows:
            continue
        if said["kind"] == "full" or table.name in rows:
            (folder / f"{table.name}.csv").write_text(
                csv_text(table, rows.get(table.name, ())), encoding="utf-8", newline=""
            )
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    return folder


def typed_row(code: str, table: str, **cells: str) -> Row:
    """One row as the reader would store it. Fails the test where a cell is bad."""
    row: dict[str, str | int | bool] = {}
    for name, cell in cells.items():
        value = parser(feed(code).table(table).column(name))(cell)
        assert not isinstance(value, Bad), (name, value)
        value = value.value if isinstance(value, Doubtful) else value
        if value is not None:
            row[name] = value
    return row
